/* The small problem of GMRES: the y with the least | b e_0 - H y |, H growing by a column a step, upper triangular but for one more number
   below the diagonal; Givens' rotations. */
#ifndef VF_SOLVER_HESSENBERG_H
#define VF_SOLVER_HESSENBERG_H

enum { VF_HESSENBERG_MOST = 30 };

typedef struct {
  int    n; /* columns */
  double h[VF_HESSENBERG_MOST + 1][VF_HESSENBERG_MOST], cosine[VF_HESSENBERG_MOST], sine[VF_HESSENBERG_MOST];
  double rhs[VF_HESSENBERG_MOST + 1];
} VfHessenberg;

/** No columns yet; residual b. */
void vf_hessenberg_start(VfHessenberg *problem, double b);

/** Adds the column of n + 2 numbers; there is room for VF_HESSENBERG_MOST.  @return the least residual now. */
double vf_hessenberg_add(VfHessenberg *problem, const double *column);

/** y[0 .. n - 1]. */
void vf_hessenberg_solve(const VfHessenberg *problem, double *y);

#endif
