/* Sanitizer builds only: plugins stay mapped until the leak checker has named them. */
int dlclose(void *handle);

int dlclose(void *handle)
{
  (void)handle;
  return 0;
}
