/* Status codes of the physics layer: plain C, no MPI, no PETSc. */
#ifndef VF_PHYSICS_STATUS_H
#define VF_PHYSICS_STATUS_H

typedef enum {
  VF_OK = 0,
  VF_ERR_DOMAIN,   /* an argument lies outside the law's domain (NaN included) */
  VF_ERR_ARGUMENT, /* a parameter of the law is not usable */
  VF_ERR_NAME      /* no law of that name */
} VfStatus;

#endif
