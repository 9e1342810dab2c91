#include "solver/command_alone.h"
#include <stdlib.h>
#include <string.h>

extern char **environ;

void vf_settle_alone(void)
{
  static const char *const launched[]    = {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK", "PMI_SIZE"};
  static const char *const settings[][2] = {{"OMPI_MCA_ess_singleton_isolated", "1"},
                                            {"OMPI_MCA_pml", "ob1"},
                                            {"OMPI_MCA_btl", "self"},
                                            {"HWLOC_COMPONENTS", "-gl,-opencl,-cuda,-nvml,-rsmi,-levelzero,-pci"}};

  for (size_t k = 0; k < sizeof(launched) / sizeof(launched[0]); k++) {
    if (getenv(launched[k])) return;
  }
  for (size_t k = 0; k < sizeof(settings) / sizeof(settings[0]); k++) setenv(settings[k][0], settings[k][1], 0);
}

static int is_launchers(const char *variable)
{
  static const char *const beginnings[] = {"OMPI_COMM_", "OMPI_MCA_ess", "OMPI_MCA_orte", "OMPI_MCA_pmix", "PMIX_", "PMI_"};

  for (size_t k = 0; k < sizeof(beginnings) / sizeof(beginnings[0]); k++) {
    if (!strncmp(variable, beginnings[k], strlen(beginnings[k]))) return 1;
  }
  return 0;
}

void vf_forget_launcher(void)
{
  char   name[256];
  size_t k = 0;

  while (environ[k]) {
    const size_t n = strcspn(environ[k], "=");

    if (!is_launchers(environ[k]) || n >= sizeof(name)) {
      k++;
      continue;
    }
    memcpy(name, environ[k], n);
    name[n] = '\0';
    unsetenv(name); /* what follows moves up */
  }
}
