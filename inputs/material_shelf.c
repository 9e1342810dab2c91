#include "inputs/material_shelf.h"
#include "inputs/material.h"
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { PLACES = 32 }; /* more files than a sweep names; what does not fit is read each time */

typedef struct {
  VfMaterial *material;
  struct stat file; /* as it was when it was read */
} Place;

struct VfShelf {
  int   n;
  Place places[PLACES];
};

VfShelf *vf_shelf_create(void)
{
  return calloc(1, sizeof(VfShelf));
}

void vf_shelf_destroy(VfShelf **shelf)
{
  for (int i = 0; *shelf && i < (*shelf)->n; i++) vf_material_destroy(&(*shelf)->places[i].material);
  free(*shelf);
  *shelf = NULL;
}

static bool same_file(const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
         a->st_mtim.tv_nsec == b->st_mtim.tv_nsec;
}

VfMaterial *vf_shelf_find(VfShelf *shelf, const char *path)
{
  struct stat now;
  for (int i = 0; shelf && i < shelf->n; i++) {
    VfMaterial *material = shelf->places[i].material;
    if (strcmp(material->path, path) != 0) continue;
    if (stat(path, &now) == 0 && same_file(&now, &shelf->places[i].file)) {
      material->holders++;
      return material;
    }
    vf_material_destroy(&shelf->places[i].material);
    shelf->places[i] = shelf->places[--shelf->n];
    return NULL;
  }
  return NULL;
}

void vf_shelf_put(VfShelf *shelf, VfMaterial *material)
{
  struct stat now;
  if (!shelf || shelf->n == PLACES || stat(material->path, &now) != 0) return;
  material->holders++;
  shelf->places[shelf->n++] = (Place){material, now};
}
