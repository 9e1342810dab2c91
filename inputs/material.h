/* The material library: one YAML file a material, every property with unit, range, uncertainty, source and provenance. */
#ifndef VF_INPUTS_MATERIAL_H
#define VF_INPUTS_MATERIAL_H

#include "inputs/values.h"

typedef enum { VF_MATERIAL_LIQUID = 0, VF_MATERIAL_SOLID, VF_MATERIAL_MELT, VF_MATERIAL_GAS } VfMaterialKind;

/* One number of the library: a property, an alternative to it, or a viscosity branch.  Texts belong to the document, "" when
   absent. */
typedef struct {
  const VfKey *key;
  const char  *branch;      /* of a melt's viscosity: name of the branch; NULL otherwise */
  bool         alternative; /* not used unless asked for */
  bool         has_value;   /* false: looked for, not found */
  VfProperty   property;
  VfViscosity  viscosity; /* law NULL unless a melt's viscosity */
  VfSpread     spread;
  const char  *uncertainty, *source, *provenance, *note, *bound;
} VfEntry;

typedef struct VfMaterial {
  char           name[VF_NAME_LENGTH];
  char           title[256];
  char           path[VF_PATH_LENGTH];
  VfMaterialKind kind;
  const char    *default_branch; /* of the viscosity, NULL when it has none */
  int            n;
  VfEntry       *entries; /* (n) */
  VfDocument    *document;
  int            holders; /* who else still needs it (material_shelf.h) */
} VfMaterial;

/** The folder of the library: environment VITRIFLOAT_MATERIALS, else where it was built or installed. */
const char *vf_materials_folder(void);

/** Names in the library, sorted; free with vf_material_names_free(). */
char **vf_material_names(int *n);
void   vf_material_names_free(char **names, int n);

/** Loads a material by name, or from a file when `name` has a '/' or ends in .yaml (looked for in context->folder first, then
    in the library).  Unknown names are reported at `where` with the nearest ones.  @return NULL on error. */
VfMaterial *vf_material_load(const VfContext *context, VfWhere where, const char *name);

/** Loads a material from a file. */
VfMaterial *vf_material_open(const VfContext *context, VfWhere where, const char *path);

/** Frees a material that nobody else holds; sets the pointer to NULL. */
void vf_material_destroy(VfMaterial **material);

/** Whether a name is meant as a file. */
bool vf_material_is_file(const char *name);

/** The entry of a property ("density", or "a|b": the first that exists), default branch; NULL when there is none with a value. */
const VfEntry *vf_material_find(const VfMaterial *material, const char *names);

/** The viscosity of a named branch. */
bool vf_material_branch(const VfContext *context, VfWhere where, const VfMaterial *material, const char *name,
                        VfViscosity *viscosity);

/** "library Ga: source, provenance, uncertainty"; the caller frees it. */
char *vf_entry_source(const VfMaterial *material, const VfEntry *entry);

/** All properties the library may hold. */
const VfKey *vf_material_keys(int *n);

/** "liquid", "solid", "melt", "gas". */
const char *vf_material_kind_name(VfMaterialKind kind);

#endif
