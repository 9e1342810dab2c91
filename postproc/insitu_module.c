#include "postproc/insitu_module.h"
#include "postproc/own_path.h"
#include "postproc/text_file.h"
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char name[] = "vitrifloat-insitu.so";

/* Beside the program, in DIR/../lib/vitrifloat, or where it was to be installed; "" when it is at none of these. */
static void find_module(char path[VF_PATH_LENGTH])
{
  char  program[VF_PATH_LENGTH - 64];
  char *slash = vf_own_path(program, sizeof program) ? strrchr(program, '/') : NULL;

  if (slash) *slash = '\0';
  snprintf(path, VF_PATH_LENGTH, "%s/%s", program, name);
  if (slash && access(path, R_OK) == 0) return;
  snprintf(path, VF_PATH_LENGTH, "%s/../lib/vitrifloat/%s", program, name);
  if (slash && access(path, R_OK) == 0) return;
  snprintf(path, VF_PATH_LENGTH, "%s/%s", VF_INSITU_DIR, name);
  if (access(path, R_OK) != 0) path[0] = '\0';
}

const VfInsituBackend *vf_insitu_open(char message[], size_t size)
{
  const char            *given = getenv("VITRIFLOAT_INSITU_MODULE");
  char                   path[VF_PATH_LENGTH];
  const VfInsituBackend *backend = NULL;

  if (given && given[0])
    snprintf(path, sizeof path, "%s", given);
  else
    find_module(path);
  if (!path[0]) {
    snprintf(message, size,
             "this build has no in situ: %s is not beside the program; build where ParaView's development files are, or leave the "
             "section out",
             name);
    return NULL;
  }
  void *library = dlopen(path, RTLD_NOW | RTLD_GLOBAL); /* global: Python's own modules look for ParaView's symbols */

  if (library) backend = dlsym(library, "vf_insitu_backend");
  if (!backend) snprintf(message, size, "%s cannot be used: %s", path, dlerror());
  return backend;
}

void vf_insitu_script(const VfInsituSpec *insitu, char path[VF_PATH_LENGTH])
{
  if (strchr(insitu->script, '/'))
    snprintf(path, VF_PATH_LENGTH, "%s", insitu->script);
  else
    snprintf(path, VF_PATH_LENGTH, "%s/pipelines/%.64s.py", VF_PYTHON_DIR, insitu->script);
}

/* Whether the X server that DISPLAY names answers.  The library is the one ParaView draws with. */
static bool display_opens(void)
{
  void *library = dlopen("libX11.so.6", RTLD_NOW | RTLD_LOCAL);
  void *(*open_display)(const char *);
  int (*close_display)(void *);
  void *display = NULL;

  if (!library) return false;
  *(void **)&open_display  = dlsym(library, "XOpenDisplay");
  *(void **)&close_display = dlsym(library, "XCloseDisplay");
  if (open_display && close_display) display = open_display(NULL);
  if (display) close_display(display);
  return display != NULL;
}

static bool makes_views(const char *text)
{
  static const char *const words[] = {"CreateRenderView", "CreateView",     "GetActiveView",
                                      "GetRenderView",    "SaveScreenshot", "FilmView"};

  for (size_t k = 0; k < sizeof words / sizeof words[0]; k++) {
    if (strstr(text, words[k])) return true;
  }
  return false;
}

bool vf_insitu_can_show(const char *script, char message[], size_t size)
{
  const char *display = getenv("DISPLAY");
  size_t      length;
  char       *text  = vf_text_file_read(script, &length);
  const bool  views = text && makes_views(text);

  if (!text) snprintf(message, size, "cannot read %s: %s", script, strerror(errno));
  free(text);
  if (!text) return false;
  if (!views || (display && display[0] && display_opens())) return true;
  snprintf(message, size,
           "%s makes pictures, for which ParaView needs an X display, and %s; start the run as xvfb-run -a -s \"-screen 0 "
           "1280x1024x24 -noreset\" "
           "mpiexec ... vitrifloat run ...",
           script, display && display[0] ? "that in DISPLAY does not open" : "DISPLAY names none");
  return false;
}
