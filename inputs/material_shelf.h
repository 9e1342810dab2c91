/* Material files that have been read, kept for the next case that names them: most of the time of reading a case goes into them. */
#ifndef VF_INPUTS_MATERIAL_SHELF_H
#define VF_INPUTS_MATERIAL_SHELF_H

typedef struct VfShelf    VfShelf;
typedef struct VfMaterial VfMaterial;

/** An empty shelf; NULL when memory is out.  Free with vf_shelf_destroy(). */
VfShelf *vf_shelf_create(void);

/** Frees the shelf; sets the pointer to NULL.  Materials that somebody still holds stay until he destroys them. */
void vf_shelf_destroy(VfShelf **shelf);

/** The material of a file that has not changed since, for the caller to destroy; NULL when it is not there.  @param shelf may be NULL. */
VfMaterial *vf_shelf_find(VfShelf *shelf, const char *path);

/** Keeps a material that has just been read from its path.  @param shelf may be NULL. */
void vf_shelf_put(VfShelf *shelf, VfMaterial *material);

#endif
