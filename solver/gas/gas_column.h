/* Gases on their way through one column of film: the rate of change of their concentrations, and Newton's linear system for an
   implicit stage, which is block tridiagonal with blocks of n x n for n gases.

     d C_i(p)/dt = d/dx ( D_i d C_m,i(p)/dx ),   0 < x < h

   Unknowns are the pressures p that the gases would have in equilibrium, at the centres of cells that are graded to the faces; C is
   what the glass holds, C_m what of it moves (physics/transport/sorption.h).  On the faces p is that of the gas outside.  Finite
   volumes: what leaves a cell enters the next, to round-off. */
#ifndef VF_SOLVER_GAS_COLUMN_H
#define VF_SOLVER_GAS_COLUMN_H

#include "physics/transport/glass_gas.h"
#include <petscsys.h>
#include <stdbool.h>

/* A porous support behind the film: gas in its pores, and its flow through them.  `nodes` of them, evenly spaced, the first on the film's
   back; the pressure beyond the last is that of the permeate's side.  Each holds what its share of the pores does (trapezoidal rule). */
typedef struct {
  int    nodes;                        /* 0: no support */
  double length;                       /* [m] */
  double pores;                        /* [mol/(m3 Pa)] porosity/(R T) */
  double permeability[VF_MIXTURE_MAX]; /* [mol/(m s Pa)] */
} VfGasSupport;

/* Cells between the faces, as shares of the thickness, the feed is at 0; then the nodes of the support. */
typedef struct {
  int          cells;  /* all of them */
  int          film;   /* those of the film */
  double      *width;  /* (film) */
  double      *gap;    /* (film + 1) between centres; at both ends from the face to the first centre */
  double      *centre; /* (film) */
  VfGasSupport support;
} VfGasGrid;

/* One column of film: all of its gases. */
typedef struct {
  double h;                           /* [m] */
  double area;                        /* [m2] */
  double diffusivity[VF_MIXTURE_MAX]; /* [m2/s] */
} VfGasColumn;

/** Cells of the film whose width grows from both faces to the middle, there `ratio` times as wide as at the faces; those of
    grid->support, which the caller has set, come after them. */
PetscErrorCode VfGasGridCreate(int film, double ratio, VfGasGrid *grid);
PetscErrorCode VfGasGridDestroy(VfGasGrid *grid);

/** Volume of cell k an area of film [m]. */
double vf_gas_volume(const VfGasGrid *grid, const VfGasColumn *column, int k);

/** What cell k holds at pressures p [Pa] (n).  @param C [mol/m3] (n). */
void vf_gas_load(const VfGasGrid *grid, int n, const VfIsotherm isotherm[], int k, const double p[], double C[]);

/** Its derivatives.  @param slope [mol/(m3 Pa)] (n x n). */
void vf_gas_load_slopes(const VfGasGrid *grid, int n, const VfIsotherm isotherm[], int k, const double p[], double slope[]);

/** How the flux through face f (0 the feed's, grid->cells the permeate's) follows the pressures p [Pa] (n) on its feed side; less that,
    those on the other.  @param slope [mol/(m2 s Pa)] (n x n). */
void vf_gas_face_slopes(const VfGasGrid *grid, const VfGasColumn *column, int n, const VfIsotherm isotherm[], int f,
                        const double p[], double slope[]);

/** Rate of change and flows through the faces.  @param p [Pa] (cells x n).  @param feed, permeate [Pa] (n).
    @param rate [mol/(m3 s)] (cells x n).  @param in, out [mol/(m2 s)] (n): through the feed's face inwards, through the other outwards. */
void vf_gas_rate(const VfGasGrid *grid, const VfGasColumn *column, int n, const VfIsotherm isotherm[], const double p[],
                 const double feed[], const double permeate[], double rate[], double in[], double out[]);

/* Newton's matrix dC/dp - w d(rate)/dp of one column, factored (LAPACK, banded: n gases make a band of 2 n - 1 on either side). */
typedef struct {
  int     cells, n, band, rows;
  double *a;     /* (rows x cells n), column after column as LAPACK has it */
  int    *pivot; /* (cells n) */
} VfGasMatrix;

PetscErrorCode VfGasMatrixCreate(int cells, int n, VfGasMatrix *matrix);
PetscErrorCode VfGasMatrixDestroy(VfGasMatrix *matrix);

/** Fills and factors the matrix.  @param p [Pa] (cells x n).  @param w [s].  @return 0, or the row of a pivot that vanishes. */
int vf_gas_factor(const VfGasGrid *grid, const VfGasColumn *column, const VfIsotherm isotherm[], const double p[], double w,
                  VfGasMatrix *matrix);

/** Solves for m right-hand sides.  @param x (m x cells x n), in: right-hand sides one after the other, out: solutions. */
void vf_gas_solve(const VfGasMatrix *matrix, int m, double x[]);

#endif
