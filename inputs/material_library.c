/* Finding materials by name. */
#include "inputs/material.h"
#include "inputs/material_shelf.h"
#include <dirent.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef VF_MATERIALS_DIR
#define VF_MATERIALS_DIR "inputs/materials"
#endif

const char *vf_materials_folder(void)
{
  const char *folder = getenv("VITRIFLOAT_MATERIALS");
  return folder && folder[0] ? folder : VF_MATERIALS_DIR;
}

static bool ends_in(const char *name, const char *ending)
{
  const size_t n = strlen(name), m = strlen(ending);
  return n > m && strcmp(name + n - m, ending) == 0;
}

bool vf_material_is_file(const char *name)
{
  return strchr(name, '/') || ends_in(name, ".yaml") || ends_in(name, ".yml");
}

static int compare_names(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

char **vf_material_names(int *n)
{
  DIR   *folder = opendir(vf_materials_folder());
  char **names  = NULL;
  *n            = 0;
  for (struct dirent *item; folder && (item = readdir(folder));) {
    if (!ends_in(item->d_name, ".yaml") || item->d_name[0] == '.') continue;
    char  *name = vf_text_copy(item->d_name, strlen(item->d_name) - strlen(".yaml"));
    char **more = realloc(names, (size_t)(*n + 1) * sizeof *names);
    if (more) names = more;
    if (name && more)
      names[(*n)++] = name;
    else
      free(name);
  }
  if (folder) closedir(folder);
  if (names) qsort(names, (size_t)*n, sizeof *names, compare_names);
  return names;
}

void vf_material_names_free(char **names, int n)
{
  for (int i = 0; i < n; i++) free(names[i]);
  free(names);
}

static void complain_name(const VfContext *context, VfWhere where, const char *name)
{
  int    n, best = INT_MAX;
  char **names   = vf_material_names(&n);
  char  *nearest = NULL;
  VfText list    = {0};
  for (int i = 0; i < n; i++) {
    const int distance = vf_text_distance(names[i], name);
    if (distance < best && vf_text_is_near(names[i], name)) {
      best    = distance;
      nearest = names[i];
    }
    vf_text_append(&list, "%s%s", i ? ", " : "", names[i]);
  }
  if (nearest)
    vf_complain(context, where, "is not in the library (%.60s); did you mean %s?", name, nearest);
  else
    vf_complain(context, where, "is not in the library (%.60s); one of %s, or a .yaml file is right", name,
                list.data ? list.data : "(library empty or not found)");
  free(list.data);
  vf_material_names_free(names, n);
}

/* A file of the user: beside the case first, then in the library. */
static char *find_file(const VfContext *context, const char *name)
{
  if (name[0] == '/') return vf_text_format("%s", name);
  char *path = vf_text_format("%s/%s", context->folder, name);
  if (path && access(path, R_OK) == 0) return path;
  char *other = vf_text_format("%s/%s", vf_materials_folder(), name);
  if (other && access(other, R_OK) == 0) {
    free(path);
    return other;
  }
  free(other);
  return path;
}

VfMaterial *vf_material_load(const VfContext *context, VfWhere where, const char *name)
{
  const bool file = vf_material_is_file(name);
  char      *path = file ? find_file(context, name) : vf_text_format("%s/%s.yaml", vf_materials_folder(), name);
  if (!path) return NULL;
  VfMaterial *material = vf_shelf_find(context->shelf, path);
  if (material) {
    free(path);
    return material;
  }
  if (!file && access(path, R_OK) != 0)
    complain_name(context, where, name);
  else
    material = vf_material_open(context, where, path);
  if (material) vf_shelf_put(context->shelf, material);
  free(path);
  return material;
}
