/* VfCase: everything a run needs, in SI, plain data.  Filled by the case reader, read by the solver and the monitors. */
#ifndef VF_INPUTS_CASE_H
#define VF_INPUTS_CASE_H

#include "physics/interface_potential.h"
#include "physics/programme.h"
#include "physics/property.h"
#include "physics/transport/fit_result.h"
#include "physics/transport/glass_gas.h"
#include "physics/viscosity.h"
#include <stdbool.h>

enum { VF_NAME_LENGTH = 64, VF_PATH_LENGTH = 1024, VF_MAX_GASES = 8, VF_MAX_HOLES = 100000, VF_MAX_WAVES = 16 };
enum { VF_MAX_PENETRANTS = 16, VF_MAX_NUMBERS = 32 };

typedef enum { VF_BATH_DISC, VF_BATH_RECTANGLE, VF_BATH_MASK } VfBathShape;
typedef enum { VF_MELT_DISC, VF_MELT_RECTANGLE, VF_MELT_ELLIPSE, VF_MELT_UNIFORM, VF_MELT_IMAGE } VfMeltShape;
/* Orders in which the precursors of the crystals were mixed (Jin et al. 2025); P1 gives pure ZIF-62, the others zni beside it. */
typedef enum {
  VF_PROTOCOL_NONE,
  VF_PROTOCOL_P1,
  VF_PROTOCOL_P2,
  VF_PROTOCOL_P3,
  VF_PROTOCOL_P4,
  VF_PROTOCOL_P5,
  VF_PROTOCOL_P6
} VfProtocol;
typedef enum { VF_PLANAR, VF_AXISYMMETRIC } VfGeometry;
typedef enum { VF_FLOW_AUTOMATIC, VF_FLOW_FULL, VF_FLOW_LUBRICATION } VfFlow;
typedef enum { VF_STIFF_EXPLICIT, VF_STIFF_IMPLICIT, VF_STIFF_AUTOMATIC } VfStiff;
typedef enum { VF_SYMMETRY_NONE, VF_SYMMETRY_QUARTER } VfSymmetry;

typedef struct {
  bool   set;
  double value;
} VfOptional;

typedef enum { VF_EDGES_WALLS = 0, VF_EDGES_PERIODIC } VfEdges;

typedef struct {
  char        material[VF_PATH_LENGTH]; /* name in the library, or absolute path of a file */
  bool        solid;                    /* a solid support: no slip or slip length; a liquid bath otherwise */
  VfBathShape shape;
  VfEdges     edges;                /* rectangle: walls, or each edge follows on the one across */
  double      radius;               /* [m] disc */
  double      width, height;        /* [m] rectangle; mask: size of the image's bounding box */
  char        mask[VF_PATH_LENGTH]; /* PGM/PNG, white (> half) = bath */
  double      depth;                /* [m] */
  VfProperty  density;              /* [kg/m3] */
  VfProperty  viscosity;            /* [Pa s] liquid bath */
  VfProperty  surface_tension;      /* [N/m] */
  VfProperty  conductivity;         /* [W/(m K)] */
  VfProperty  heat_capacity;        /* [J/(kg K)] */
  VfOptional  friction;             /* [Pa s/m] given friction coefficient beta; overrides depth and viscosity */
  double      slip_length;          /* [m] solid */
  double      roughness;            /* [1] solid: true over projected area (Wenzel) */
  double      contact_angle;        /* [rad] of the liquid at the wall, measured in the liquid */
  double      linear_expansion;     /* [1/K] of the solid, or of the frozen bath */
  double      freezing_temperature; /* [K] liquid bath */
  double      oxide_fraction;       /* [1] of the bare liquid under an oxide skin */
  double      oxide_yield_stress;   /* [N/m] surface stress at which the skin yields */
} VfBath;

typedef struct {
  double x, y, radius; /* [m] from the centre of the bath */
} VfHole;

typedef struct {
  double amplitude; /* [1] relative to the local thickness */
  double x, y;      /* [1] wavelengths over the bath's width and height */
  double phase;     /* [rad] at the bath's centre */
} VfWave;

typedef struct {
  bool          set;
  double        amplitude;  /* [1] relative to the local thickness */
  double        wavelength; /* [m] > 0: h (1 + a cos(2 pi x/L) cos(2 pi y/L)); 0: random with `seed` */
  unsigned long seed;
} VfPerturbation;

typedef struct {
  bool          set;
  unsigned long count;   /* holes, or 0: by density */
  double        density; /* [1/m2] expected number an area of film */
  double        radius;  /* [m] median */
  double        spread;  /* [1] standard deviation of ln radius */
  unsigned long seed;
} VfRandomHoles;

typedef struct {
  bool          set;
  double        grain;    /* [m] diameter */
  double        porosity; /* [1] of the pressed pellet, without the pores of the crystal itself */
  unsigned long seed;
} VfGranular;

typedef struct {
  char           material[VF_PATH_LENGTH]; /* name in the library, or absolute path of a file */
  double         mass;                     /* [kg] of the whole film, also with symmetry */
  VfMeltShape    shape;
  double         x, y;          /* [m] centre of the shape, from the centre of the bath */
  double         radius;        /* [m] disc */
  double         width, height; /* [m] rectangle: sides; ellipse: full axes */
  char           image[VF_PATH_LENGTH];
  int            n_holes;
  VfHole        *holes;                       /* (n_holes) */
  char           holes_image[VF_PATH_LENGTH]; /* PGM/PNG over the bath's bounding box, white (> half) = hole */
  VfRandomHoles  random_holes;
  VfGranular     granular;
  VfPerturbation perturbation;
  int            n_waves;
  VfWave         waves[VF_MAX_WAVES]; /* h (1 + sum of waves) */
  VfProperty     density;             /* [kg/m3] melt above Tg */
  VfProperty     density_glass;       /* [kg/m3] below Tg */
  double         density_crystal;     /* [kg/m3] unmelted */
  VfViscosity    viscosity;
  VfProperty     surface_tension;                                                /* [N/m] */
  VfProperty     heat_capacity_melt, heat_capacity_glass, heat_capacity_crystal; /* [J/(kg K)] */
  double         conductivity;                                                   /* [W/(m K)] */
  double         melting_temperature;                                            /* [K] */
  double         melting_width;                                                  /* [K] w in Xeq = erfc((T - Tm)/(sqrt2 w))/2 */
  double         melting_time;                                                   /* [s] tau_m */
  double         heat_of_fusion;                                                 /* [J/kg] */
  double         glass_transition;                                               /* [K] */
  VfProtocol     protocol;                                                       /* sets zni_fraction unless that is given */
  double         zni_fraction;            /* [1] mass fraction, whether the rest is molten or not */
  double         zni_density;             /* [kg/m3] */
  double         zni_melting_temperature; /* [K] */
  double         pellet_porosity;         /* [1] voids between the grains at the start; counts for the shrinkage only */
  double         packing_fraction;        /* [1] Krieger-Dougherty maximum, 0.64 */
  double         rigid_viscosity;         /* [Pa s] above it the melt does not move, 1e12 */
} VfMelt;

/* Relaxation, decomposition and mechanics of the glass; physics/glass_relaxation.h, decomposition.h, thermal_stress.h. */
typedef struct {
  VfOptional activation_enthalpy;       /* [J/mol] H; else the slope of the viscosity law where it gives 1e12 Pa s */
  VfOptional shear_modulus;             /* [Pa] G in tau = eta/G; else E/(2 (1 + nu)) */
  double     nonlinearity;              /* [1] x */
  double     stretching;                /* [1] beta */
  double     youngs_modulus;            /* [Pa] E */
  double     poisson_ratio;             /* [1] nu */
  double     fracture_toughness;        /* [Pa m^(1/2)] K_Ic */
  double     linear_expansion;          /* [1/K] */
  double     decomposition_rate;        /* [1/s] at decomposition_temperature */
  double     decomposition_temperature; /* [K] */
  double     decomposition_energy;      /* [J/mol] */
  double     decomposition_limit;       /* [s] at decomposition_temperature, after which the melt foams */
  double     transition_fall;           /* [K] of Tg when the hold goes from 1 to 30 min */
} VfGlassSpec;

typedef struct {
  VfOptional  spreading_coefficient; /* [N/m] given S; else from the tensions */
  VfOptional  contact_angle;         /* [rad] of the melt on a flat solid */
  VfOptional  interfacial_tension;   /* [N/m] gamma_mb; else Girifalco-Good */
  double      interaction_parameter; /* [1] Phi of Girifalco-Good */
  VfPotential potential;             /* potential.S is filled by the solver */
  char   pattern[VF_PATH_LENGTH]; /* PGM/PNG over the bath's bounding box: where the contact slope of the power potential differs */
  double pattern_slope;           /* [1] contact slope where it is white over that where it is black */
} VfInterface;

typedef struct {
  double emissivity_film, emissivity_bath; /* [1] */
  double bottom_exchange;                  /* [W/(m2 K)] hbot, furnace to the bath's underside */
  double support_heat_capacity;            /* [J/(m2 K)] slide and crucible under the bath */
  double tube_diameter;                    /* [m] for the gas-flow correlation */
} VfFurnace;

typedef struct {
  char       name[32];
  double     molar_mass;   /* [kg/mol] */
  VfProperty viscosity;    /* [Pa s] */
  VfProperty conductivity; /* [W/(m K)] */
} VfGas;

typedef struct {
  VfGeometry geometry;
  VfSymmetry symmetry;
  int        cells[2]; /* over the bath's bounding box; axisymmetric: cells[0] over the radius, cells[1] = 1 */
} VfMeshSpec;

typedef struct {
  double end;       /* [s] INFINITY: end of the programme */
  double tolerance; /* [1] relative thickness error allowed per step */
  double max_step;  /* [s] INFINITY: none */
} VfTimeSpec;

typedef struct {
  double every;            /* [s] simulated time between field outputs; 0: first and last only */
  double checkpoint_every; /* [s] wall-clock time between checkpoints */
  double wall_limit;       /* [s] wall-clock limit; INFINITY: none */
} VfOutputSpec;

typedef enum { VF_COLOUR_THICKNESS, VF_COLOUR_TEMPERATURE, VF_COLOUR_CRYSTAL } VfInsituColour;
typedef enum { VF_RELIEF_THICKNESS, VF_RELIEF_FLOTATION } VfInsituRelief;

/* Every so many steps, or at the first step that ends at or after every multiple of a time. */
typedef struct {
  unsigned long steps; /* 0: by time */
  double        time;  /* [s] */
} VfEvery;

/* Pictures and extracts while the run goes on; postproc/insitu.h. */
typedef struct {
  bool           given;
  char           script[VF_PATH_LENGTH]; /* name of a pipeline that comes with the program, or absolute path of a file */
  VfEvery        every;
  char           live[128]; /* host:port of a waiting ParaView, or "" */
  VfInsituColour colour;
  VfInsituRelief relief;
  VfOptional     exaggeration;  /* [1] of heights; else by the thickness at the start */
  unsigned long  width, height; /* [pixels] of pictures */
} VfInsituSpec;

typedef enum { VF_DIAMETER_SIEVING, VF_DIAMETER_KINETIC } VfDiameter;
typedef enum { VF_DENSIFICATION_ON, VF_DENSIFICATION_OFF } VfDensification;
typedef enum { VF_RIG_NONE, VF_RIG_CONSTANT_VOLUME, VF_RIG_WICKE_KALLENBACH } VfRigKind;

typedef struct {
  int    n;
  double value[VF_MAX_NUMBERS];
} VfNumbers;

typedef struct {
  int  n;
  char name[VF_MAX_PENETRANTS][32];
} VfNames;

/* What stands behind numbers that a case gives. */
typedef enum { VF_BASIS_ASSUMED, VF_BASIS_FITTED, VF_BASIS_MEASURED } VfBasis;

/* How one gas sorbs in the glass. */
typedef struct {
  char       gas[32];
  VfSorption law;
  VfBasis    basis;
  char       source[128];
} VfGasSorption;

/* A permeation rig around the membrane; solver/gas/gas_rig.h. */
typedef struct {
  VfRigKind     kind;
  VfOptional    time;           /* [s] of a measurement; else twelve time lags */
  double        volume;         /* [m3] calibrated, behind the membrane */
  double        feed_flow;      /* [m3/s] of each gas, at 293.15 K and 101325 Pa */
  double        sweep_flow;     /* [m3/s] */
  double        sweep_pressure; /* [Pa] */
  char          sweep_gas[32];
  VfNames       mixture;   /* gases fed together, equal parts; none: one after the other */
  unsigned long cells;     /* through the thickness */
  double        tolerance; /* [1] */
} VfRigSpec;

enum { VF_MIXTURE_GIVEN = 8, VF_MAX_GAS_SEGMENTS = 64 };

/* Partial pressures by gas; gases not named have none. */
typedef struct {
  int    n; /* 0: not given */
  char   gas[VF_MIXTURE_GIVEN][32];
  double pressure[VF_MIXTURE_GIVEN]; /* [Pa] */
} VfGasMixture;

typedef enum { VF_CHANGE_AT_ONCE, VF_CHANGE_LINEAR } VfGasChange;

/* A segment of what a membrane is put through; what it does not say stays as before. */
typedef struct {
  bool         heats, has_rate;
  double       target; /* [K] heats: at its end */
  double       rate;   /* [K/s] has_rate, else */
  double       time;   /* [s] */
  VfGasMixture feed, permeate;
  VfOptional   feed_flow, sweep_flow; /* [m3/s] at 293.15 K and 101325 Pa */
  VfGasChange  change;
  unsigned     evacuate; /* 1: the closed volume is emptied at its beginning */
  char         label[32];
} VfGasSegment;

typedef struct {
  int           n; /* 0: no programme */
  VfGasSegment  segment[VF_MAX_GAS_SEGMENTS];
  unsigned long cycles;  /* how often the list is gone through */
  unsigned long samples; /* of every segment */
} VfGasProgramme;

/* Gas transport through the frozen film; physics/transport. */
typedef struct {
  bool            given; /* the case has a section for it */
  VfNames         gases;
  VfDiameter      diameter;          /* whose convention of the size that sieves */
  VfNumbers       temperatures;      /* [K] */
  double          feed_pressure;     /* [Pa] */
  double          permeate_pressure; /* [Pa] */
  VfOptional      thickness;         /* [m] of a uniform film; else the map of a run */
  VfOptional      area;              /* [m2] of a uniform film */
  double          pinhole_density;   /* [1/m2] of pinholes that are not in the map */
  double          pinhole_radius;    /* [m] */
  VfGlassModel    glass;             /* but for `densifies` and density_measured, which vf_case_glass_model fills */
  char            site_gas[32];
  VfDensification densification;
  VfOptional      support_thickness;     /* [m] of a porous support in series; none when not set */
  double          support_pore_diameter; /* [m] */
  double          support_open;          /* [1] porosity over tortuosity */
  double          support_porosity;      /* [1] */
  int             n_sorptions;
  VfGasSorption   sorptions[VF_MAX_PENETRANTS];
  VfRigSpec       rig;
  VfGasProgramme  programme;
} VfTransportSpec;

/* A number of transport that is fitted, between bounds. */
typedef struct {
  char   name[64]; /* "sieving": the key transport.sieving */
  char   low_text[64], high_text[64];
  double low, high; /* [unit of the key] */
  size_t offset;    /* in VfCase */
} VfFitParameter;

/* How far a prediction may be off. */
typedef enum { VF_INTERVALS_LINEAR = 0, VF_INTERVALS_PROFILE } VfIntervals;

/* Which measurements are fitted: those that say so, or all. */
typedef enum { VF_USE_MARKED = 0, VF_USE_ALL } VfFitUse;

/* Fitting transport to measurements; solver/gas/gas_fit.h. */
typedef struct {
  bool           given;
  char           measurements[VF_PATH_LENGTH]; /* CSV */
  int            n;
  VfFitParameter parameters[VF_FIT_MAX];
  unsigned long  starts; /* fits are begun at so many places */
  unsigned long  seed;
  unsigned long  draws; /* synthetic data sets fitted to see whether the intervals hold; 0: none */
  double         noise; /* [1] standard deviation of their noise, relative */
  VfIntervals    intervals;
  VfFitUse       use;
} VfFitSpec;

/* What of a case file was read. */
typedef enum {
  VF_PART_ANY       = 0, /* what the file is for: gas transport when it holds keys of that alone, else a run */
  VF_PART_RUN       = 1, /* everything a run needs, and gas transport when the file has a section for it */
  VF_PART_TRANSPORT = 2, /* the glass and gas transport only: a file without bath and process will do */
  VF_PART_BOTH      = 3
} VfCasePart;

typedef struct {
  VfCasePart   part;
  char         title[256];
  VfBath       bath;
  VfMelt       melt;
  VfGlassSpec  glass;
  VfInterface  interface;
  double       gravity;    /* [m/s2] */
  VfStiff      film_stiff; /* how gravity, potential and capillarity enter, full flow in the plane */
  VfFlow       film_flow;  /* which equations move the film */
  VfProgramme  programme;
  VfFurnace    furnace;
  int          n_gases;
  VfGas        gases[VF_MAX_GASES];
  VfMeshSpec   mesh;
  VfTimeSpec   time;
  VfOutputSpec output;
  VfInsituSpec insitu;

  VfTransportSpec transport;
  VfFitSpec       fit;
} VfCase;

#endif
