#include "inputs/schema.h"
#include "inputs/text.h"
#include <stdio.h>
#include <string.h>

#define AT(member) .offset = offsetof(VfCase, member)
#define SIZED(member) .offset = offsetof(VfCase, member), .size = sizeof((VfCase *)0)->member
#define NUMBER .kind = VF_KIND_NUMBER
#define PROPERTY .kind = VF_KIND_PROPERTY
#define CHOICE .kind = VF_KIND_CHOICE
#define NEEDED .required = true
#define UNIFORM(low_, high_) .spread = {.law = VF_SPREAD_UNIFORM, .a = (low_), .b = (high_)}
#define DECADES(sd) .spread = {.law = VF_SPREAD_DECADES, .a = (sd)}
#define BATH .required = true, .from = VF_FROM_BATH
#define MELT .required = true, .from = VF_FROM_MELT

/* clang-format off */
static const VfKey keys[] = {
    {.path = "title", .kind = VF_KIND_TEXT, SIZED(title), .fallback = "untitled", .doc = "what the case is"},

    /* ---- bath ---- */
    {.path = "bath.material", .kind = VF_KIND_MATERIAL, SIZED(bath.material), NEEDED,
     .doc = "a liquid or solid of the library, or a .yaml file"},
    {.path = "bath.shape", CHOICE, AT(bath.shape), .choices = "disc|rectangle|mask", .fallback = "disc",
     .doc = "outline of the bath"},
    {.path = "bath.radius", NUMBER, AT(bath.radius), .unit = "m", .low = 1e-6, .high = 10.0, NEEDED, .when = "bath.shape=disc",
     .doc = "radius"},
    {.path = "bath.width", NUMBER, AT(bath.width), .unit = "m", .low = 1e-6, .high = 20.0, NEEDED,
     .when = "bath.shape=rectangle|mask",
     .doc = "size along x; of a mask: of the whole image"},
    {.path = "bath.height", NUMBER, AT(bath.height), .unit = "m", .low = 1e-6, .high = 20.0, NEEDED,
     .when = "bath.shape=rectangle|mask",
     .doc = "size along y; of a mask: of the whole image"},
    {.path = "bath.mask", .kind = VF_KIND_FILE, SIZED(bath.mask), NEEDED, .when = "bath.shape=mask",
     .doc = "PGM or PNG image, lighter than half is bath"},
    {.path = "bath.edges", CHOICE, AT(bath.edges), .choices = "walls|periodic", .fallback = "walls", .when = "bath.shape=rectangle",
     .doc = "periodic: no walls, each edge follows on the one across; for films moved by lubrication"},
    {.path = "bath.depth", NUMBER, AT(bath.depth), .unit = "m", .low = 1e-6, .high = 10.0, NEEDED,
     .doc = "depth of the liquid, or thickness of the solid"},
    {.path = "bath.density", PROPERTY, AT(bath.density), .unit = "kg/m^3", .low = 10.0, .high = 3e4, BATH, .library = "density",
     .doc = "density"},
    {.path = "bath.viscosity", PROPERTY, AT(bath.viscosity), .unit = "Pa s", .low = 1e-7, .high = 1e30, BATH,
     .library = "viscosity",
     .when = "bath.kind=liquid", .doc = "dynamic viscosity"},
    {.path = "bath.surface_tension", PROPERTY, AT(bath.surface_tension), .unit = "N/m", .low = 1e-4, .high = 10.0, BATH,
     .library = "surface_tension|solid_surface_energy", .doc = "surface tension against gas; of a solid its surface energy"},
    {.path = "bath.conductivity", PROPERTY, AT(bath.conductivity), .unit = "W/m/K", .low = 1e-3, .high = 5e3, BATH,
     .library = "conductivity",
     .doc = "thermal conductivity"},
    {.path = "bath.heat_capacity", PROPERTY, AT(bath.heat_capacity), .unit = "J/kg/K", .low = 10.0, .high = 1e5, BATH,
     .library = "heat_capacity",
     .doc = "specific heat capacity"},
    {.path = "bath.friction", .kind = VF_KIND_OPTIONAL, AT(bath.friction), .unit = "Pa s/m", .low = 0.0, .high = 1e30,
     .doc = "friction coefficient beta of the film on the bath; overrides what depth, viscosity and slip length give"},
    {.path = "bath.slip_length", NUMBER, AT(bath.slip_length), .unit = "m", .low = 0.0, .high = 1e3, .fallback = "0 m",
     .when = "bath.kind=solid",
     .doc = "slip length of the film on a solid; 0 is no slip"},
    {.path = "bath.roughness", NUMBER, AT(bath.roughness), .unit = "1", .low = 1.0, .high = 20.0, .fallback = "1",
     .when = "bath.kind=solid", .doc = "roughness of a solid, true over projected area: multiplies the cosine of the contact angle (Wenzel)"},
    {.path = "bath.contact_angle", NUMBER, AT(bath.contact_angle), .unit = "rad", .low = 0.5, .high = 2.65, .fallback = "90 degree",
     .assumed = true, UNIFORM(1.0471975511965976, 2.4434609527920614), .when = "bath.kind=liquid",
     .doc = "angle of the bath at its wall, measured in the bath: below 90 degree it climbs the wall, at 90 degree it is flat"},
    {.path = "bath.linear_expansion", NUMBER, AT(bath.linear_expansion), .unit = "1/K", .low = -1e-3, .high = 1e-3,
     .from = VF_FROM_BATH, .library = "linear_expansion", .fallback = "2e-5 1/K", .assumed = true, DECADES(0.3),
     .doc = "linear thermal expansion of the solid, or of the frozen bath; for the thermal stress"},
    {.path = "bath.freezing_temperature", .kind = VF_KIND_TEMPERATURE, AT(bath.freezing_temperature), .unit = "K", .low = 1.0,
     .high = 3000.0, .from = VF_FROM_BATH, .library = "melting_temperature", .fallback = "1 K", .assumed = true,
     .when = "bath.kind=liquid", .doc = "freezing point of the bath: above it nothing holds the film"},
    {.path = "bath.oxide_fraction", NUMBER, AT(bath.oxide_fraction), .unit = "1", .low = 0.0, .high = 1.0, .fallback = "0",
     .when = "bath.kind=liquid",
     .doc = "fraction of the bare bath under an oxide skin; 0 is clean, as scraped"},
    {.path = "bath.oxide_yield_stress", NUMBER, AT(bath.oxide_yield_stress), .unit = "N/m", .low = 0.0, .high = 10.0,
     .from = VF_FROM_BATH, .library = "oxide_surface_yield_stress", .fallback = "0 N/m", .assumed = true,
     .when = "bath.kind=liquid",
     .doc = "surface stress at which the skin yields; this times the fraction opposes the edge of the film (assumed form)"},

    /* ---- melt ---- */
    {.path = "melt.material", .kind = VF_KIND_MATERIAL, SIZED(melt.material), NEEDED,
     .doc = "a melt of the library, or a .yaml file"},
    {.path = "melt.mass", NUMBER, AT(melt.mass), .unit = "kg", .low = 1e-15, .high = 10.0, NEEDED,
     .doc = "mass of the whole film, also with symmetry"},
    {.path = "melt.shape", CHOICE, AT(melt.shape), .choices = "disc|rectangle|ellipse|uniform|image", .fallback = "disc",
     .doc = "outline at the start; uniform covers the bath; image gives the thickness map"},
    {.path = "melt.radius", NUMBER, AT(melt.radius), .unit = "m", .low = 1e-7, .high = 10.0, NEEDED, .when = "melt.shape=disc",
     .doc = "radius"},
    {.path = "melt.width", NUMBER, AT(melt.width), .unit = "m", .low = 1e-7, .high = 20.0, NEEDED,
     .when = "melt.shape=rectangle|ellipse",
     .doc = "side, or full axis, along x"},
    {.path = "melt.height", NUMBER, AT(melt.height), .unit = "m", .low = 1e-7, .high = 20.0, NEEDED,
     .when = "melt.shape=rectangle|ellipse",
     .doc = "side, or full axis, along y"},
    {.path = "melt.x", NUMBER, AT(melt.x), .unit = "m", .low = -10.0, .high = 10.0, .fallback = "0 m",
     .when = "melt.shape=disc|rectangle|ellipse",
     .doc = "centre, from the bath's centre"},
    {.path = "melt.y", NUMBER, AT(melt.y), .unit = "m", .low = -10.0, .high = 10.0, .fallback = "0 m",
     .when = "melt.shape=disc|rectangle|ellipse",
     .doc = "centre, from the bath's centre"},
    {.path = "melt.image", .kind = VF_KIND_FILE, SIZED(melt.image), NEEDED, .when = "melt.shape=image",
     .doc = "PGM or PNG image over the bath's bounding box: grey value is relative thickness, black none, scaled to the mass; "
            "axisymmetric: its middle row, from the middle to the right"},
    {.path = "melt.holes", .kind = VF_KIND_HOLES, AT(melt), .doc = "holes in the film: a list of {x, y, radius}"},
    {.path = "melt.holes_image", .kind = VF_KIND_FILE, SIZED(melt.holes_image),
     .doc = "PGM or PNG image over the bath's bounding box: lighter than half is hole"},
    {.path = "melt.random_holes", .kind = VF_KIND_RANDOM_HOLES, AT(melt.random_holes),
     .doc = "{count or density, radius, spread, seed}: holes at random places of the film"},
    {.path = "melt.granular", .kind = VF_KIND_GRANULAR, AT(melt.granular),
     .doc = "{grain, porosity, seed}: a pressed pellet of grains, whose columns hold more or less of them"},
    {.path = "melt.perturbation", .kind = VF_KIND_PERTURBATION, AT(melt.perturbation),
     .doc = "{amplitude, wavelength} or {amplitude, seed}"},
    {.path = "melt.waves", .kind = VF_KIND_WAVES, AT(melt),
     .doc = "waves of the thickness: a list of {amplitude, x, y, phase}, h (1 + sum of a cos(2 pi (x X/width + y Y/height) + phase))"},
    {.path = "melt.density", PROPERTY, AT(melt.density), .unit = "kg/m^3", .low = 10.0, .high = 3e4, MELT, .library = "density",
     .doc = "density above the glass transition; a constant given here holds for glass and crystal too unless they are given"},
    {.path = "melt.density_glass", PROPERTY, AT(melt.density_glass), .unit = "kg/m^3", .low = 10.0, .high = 3e4, MELT,
     .library = "density_glass",
     .doc = "density below the glass transition"},
    {.path = "melt.density_crystal", NUMBER, AT(melt.density_crystal), .unit = "kg/m^3", .low = 10.0, .high = 3e4, MELT,
     .library = "density_crystal",
     .doc = "density of the unmelted crystal"},
    {.path = "melt.viscosity", .kind = VF_KIND_VISCOSITY, AT(melt.viscosity), .unit = "Pa s", MELT, .library = "viscosity",
     .doc = "law and parameters, a branch of the library ({branch: NAME}), or a constant"},
    {.path = "melt.surface_tension", PROPERTY, AT(melt.surface_tension), .unit = "N/m", .low = 1e-4, .high = 10.0, MELT,
     .library = "surface_tension",
     .doc = "surface tension against gas"},
    {.path = "melt.heat_capacity_melt", PROPERTY, AT(melt.heat_capacity_melt), .unit = "J/kg/K", .low = 10.0, .high = 1e5, MELT,
     .library = "heat_capacity_melt", .doc = "specific heat capacity of the melt"},
    {.path = "melt.heat_capacity_glass", PROPERTY, AT(melt.heat_capacity_glass), .unit = "J/kg/K", .low = 10.0, .high = 1e5, MELT,
     .library = "heat_capacity_glass", .doc = "specific heat capacity of the glass"},
    {.path = "melt.heat_capacity_crystal", PROPERTY, AT(melt.heat_capacity_crystal), .unit = "J/kg/K", .low = 10.0,
     .high = 1e5, MELT,
     .library = "heat_capacity_crystal", .doc = "specific heat capacity of the crystal"},
    {.path = "melt.conductivity", NUMBER, AT(melt.conductivity), .unit = "W/m/K", .low = 1e-4, .high = 5e3, MELT,
     .library = "conductivity",
     .doc = "thermal conductivity"},
    {.path = "melt.melting_temperature", .kind = VF_KIND_TEMPERATURE, AT(melt.melting_temperature), .unit = "K", .low = 50.0,
     .high = 3000.0, MELT,
     .library = "melting_temperature", .doc = "melting temperature Tm"},
    {.path = "melt.melting_width", NUMBER, AT(melt.melting_width), .unit = "K", .low = 1e-3, .high = 200.0, MELT,
     .library = "melting_width",
     .doc = "w in Xeq = erfc((T - Tm)/(sqrt2 w))/2"},
    {.path = "melt.melting_time", NUMBER, AT(melt.melting_time), .unit = "s", .low = 1e-6, .high = 1e6, MELT,
     .library = "melting_time",
     .doc = "time constant of melting"},
    {.path = "melt.heat_of_fusion", NUMBER, AT(melt.heat_of_fusion), .unit = "J/kg", .low = 0.0, .high = 1e7, MELT,
     .library = "heat_of_fusion",
     .doc = "heat of fusion"},
    {.path = "melt.glass_transition", .kind = VF_KIND_TEMPERATURE, AT(melt.glass_transition), .unit = "K", .low = 50.0,
     .high = 3000.0, MELT,
     .library = "glass_transition", .doc = "calorimetric glass transition Tg, where the expansion changes"},
    {.path = "melt.protocol", CHOICE, AT(melt.protocol), .choices = "none|P1|P2|P3|P4|P5|P6", .fallback = "none",
     .doc = "order in which the precursors were mixed (Jin et al. 2025): P1 is pure, the others hold zni; sets zni_fraction"},
    {.path = "melt.zni_fraction", NUMBER, AT(melt.zni_fraction), .unit = "1", .low = 0.0, .high = 1.0, .fallback = "0",
     .doc = "mass fraction of dense zni phase, which stays solid in the melt"},
    {.path = "melt.zni_density", NUMBER, AT(melt.zni_density), .unit = "kg/m^3", .low = 10.0, .high = 3e4, .from = VF_FROM_MELT,
     .library = "density_zni", .fallback = "1544 kg/m^3", .assumed = true, .doc = "density of zni"},
    {.path = "melt.zni_melting_temperature", .kind = VF_KIND_TEMPERATURE, AT(melt.zni_melting_temperature), .unit = "K", .low = 50.0,
     .high = 3000.0, .from = VF_FROM_MELT, .library = "melting_temperature_zni", .fallback = "590 degC", .assumed = true,
     .doc = "melting temperature of zni; a process that goes higher is warned of, zni stays solid all the same"},
    {.path = "melt.pellet_porosity", NUMBER, AT(melt.pellet_porosity), .unit = "1", .low = 0.0, .high = 0.9, .fallback = "0",
     .assumed = true, .doc = "voids between the grains of the pellet; counts in the reported shrinkage only"},
    {.path = "melt.packing_fraction", NUMBER, AT(melt.packing_fraction), .unit = "1", .low = 0.1, .high = 1.0, MELT,
     .library = "packing_fraction",
     .fallback = "0.64", .assumed = true, .doc = "solid fraction at which the melt jams (Krieger and Dougherty)"},
    {.path = "melt.rigid_viscosity", NUMBER, AT(melt.rigid_viscosity), .unit = "Pa s", .low = 1.0, .high = 1e30, MELT,
     .library = "rigid_viscosity",
     .fallback = "1e12 Pa s", .assumed = true, .doc = "viscosity above which the film does not move"},

    /* ---- glass ---- */
    {.path = "glass.activation_enthalpy", .kind = VF_KIND_OPTIONAL, AT(glass.activation_enthalpy), .unit = "J/mol", .low = 0.0,
     .high = 1e8, .doc = "H of structural relaxation, given; otherwise the slope of the viscosity law where it gives 1e12 Pa s"},
    {.path = "glass.shear_modulus", .kind = VF_KIND_OPTIONAL, AT(glass.shear_modulus), .unit = "Pa", .low = 1e3, .high = 1e13,
     .doc = "G in tau = eta/G, given; otherwise E/(2 (1 + nu))"},
    {.path = "glass.nonlinearity", NUMBER, AT(glass.nonlinearity), .unit = "1", .low = 0.0, .high = 1.0, .from = VF_FROM_MELT,
     .library = "TNM_nonlinearity_x", .fallback = "0.6", .assumed = true, .doc = "x of Tool, Narayanaswamy and Moynihan"},
    {.path = "glass.stretching", NUMBER, AT(glass.stretching), .unit = "1", .low = 0.4, .high = 1.0, .from = VF_FROM_MELT,
     .library = "relaxation_stretching_beta", .fallback = "0.6", .assumed = true, .doc = "beta of the stretched exponential"},
    {.path = "glass.youngs_modulus", NUMBER, AT(glass.youngs_modulus), .unit = "Pa", .low = 1e3, .high = 1e13, .from = VF_FROM_MELT,
     .library = "youngs_modulus_glass", .fallback = "6.6e9 Pa", .assumed = true, .doc = "Young's modulus E"},
    {.path = "glass.poisson_ratio", NUMBER, AT(glass.poisson_ratio), .unit = "1", .low = -0.99, .high = 0.5, .from = VF_FROM_MELT,
     .library = "poisson_ratio_glass", .fallback = "0.45", .assumed = true, .doc = "Poisson's ratio nu"},
    {.path = "glass.fracture_toughness", NUMBER, AT(glass.fracture_toughness), .unit = "1", .low = 0.0, .high = 1e9,
     .from = VF_FROM_MELT, .library = "fracture_toughness_glass", .fallback = "1e5", .assumed = true,
     .doc = "fracture toughness in Pa m^(1/2), a unit that UDUNITS cannot spell: a plain number"},
    {.path = "glass.linear_expansion", NUMBER, AT(glass.linear_expansion), .unit = "1/K", .low = -1e-3, .high = 1e-3,
     .from = VF_FROM_MELT, .library = "linear_expansion_glass", .fallback = "3e-5 1/K", .assumed = true,
     .doc = "linear thermal expansion, for the thermal stress"},
    {.path = "glass.decomposition_rate", NUMBER, AT(glass.decomposition_rate), .unit = "1/s", .low = 0.0, .high = 1e3,
     .from = VF_FROM_MELT, .library = "decomposition_rate", .fallback = "0 1/s", .assumed = true,
     .doc = "rate of decomposition in the melt at decomposition_temperature"},
    {.path = "glass.decomposition_temperature", .kind = VF_KIND_TEMPERATURE, AT(glass.decomposition_temperature), .unit = "K",
     .low = 50.0, .high = 3000.0, .fallback = "723 K", .doc = "temperature at which the rate and the limit hold"},
    {.path = "glass.decomposition_energy", NUMBER, AT(glass.decomposition_energy), .unit = "J/mol", .low = 0.0, .high = 1e7,
     .from = VF_FROM_MELT, .library = "decomposition_energy", .fallback = "200 kJ/mol", .assumed = true,
     .doc = "activation energy of decomposition"},
    {.path = "glass.decomposition_limit", NUMBER, AT(glass.decomposition_limit), .unit = "s", .low = 0.0, .high = 1e12,
     .from = VF_FROM_MELT, .library = "decomposition_isothermal_limit_time", .fallback = "none", .assumed = true,
     .doc = "time at decomposition_temperature after which the melt foams: a longer one is warned of"},
    {.path = "glass.transition_fall", NUMBER, AT(glass.transition_fall), .unit = "K", .low = -200.0, .high = 200.0,
     .from = VF_FROM_MELT, .library = "glass_transition_fall", .fallback = "0 K", .assumed = true,
     .doc = "fall of the glass transition when the hold goes from 1 to 30 min at decomposition_temperature"},

    /* ---- interface ---- */
    {.path = "interface.spreading_coefficient", .kind = VF_KIND_OPTIONAL, AT(interface.spreading_coefficient), .unit = "N/m",
     .low = -10.0, .high = 10.0,
     .doc = "S, given; otherwise from the tensions"},
    {.path = "interface.contact_angle", .kind = VF_KIND_OPTIONAL, AT(interface.contact_angle), .unit = "rad", .low = 0.0, .high = 3.1416,
     .when = "bath.kind=solid", .doc = "contact angle of the melt on the flat solid, given: S = gamma_m (cos theta - 1)"},
    {.path = "interface.interfacial_tension", .kind = VF_KIND_OPTIONAL, AT(interface.interfacial_tension), .unit = "N/m",
     .low = 0.0, .high = 10.0,
     .doc = "melt against bath, given; otherwise by Girifalco and Good"},
    {.path = "interface.interaction_parameter", NUMBER, AT(interface.interaction_parameter), .unit = "1", .low = 0.0, .high = 2.0,
     .from = VF_FROM_MELT, .library = "interaction_parameter", .fallback = "1", .assumed = true,
     .doc = "Phi of Girifalco and Good"},
    {.path = "interface.potential", CHOICE, AT(interface.potential.law), .choices = "none|exponential|power",
     .fallback = "exponential",
     .doc = "law of the interface potential"},
    {.path = "interface.hamaker", NUMBER, AT(interface.potential.hamaker), .unit = "J", .low = -1e-17, .high = 1e-17,
     .fallback = "1e-19 J", .assumed = true,
     .when = "interface.potential=exponential", .doc = "Hamaker constant A"},
    {.path = "interface.hs", NUMBER, AT(interface.potential.hs), .unit = "m", .low = 1e-11, .high = 1e-2, .fallback = "10 nm",
     .assumed = true,
     .when = "interface.potential=exponential", .doc = "decay length of the short-range part"},
    {.path = "interface.hc", NUMBER, AT(interface.potential.hc), .unit = "m", .low = 1e-11, .high = 1e-2, .fallback = "1 nm",
     .assumed = true,
     .when = "interface.potential=exponential", .doc = "cut-off of the van der Waals part"},
    {.path = "interface.B", NUMBER, AT(interface.potential.B), .unit = "Pa", .low = 0.0, .high = 1e15, NEEDED,
     .when = "interface.potential=power",
     .doc = "strength of the power law"},
    {.path = "interface.h0", NUMBER, AT(interface.potential.h0), .unit = "m", .low = 1e-11, .high = 1e-2, NEEDED,
     .when = "interface.potential=power",
     .doc = "precursor thickness of the power law"},
    {.path = "interface.m", NUMBER, AT(interface.potential.m), .unit = "1", .low = 1.01, .high = 20.0, .fallback = "3",
     .when = "interface.potential=power",
     .doc = "attractive exponent of the power law"},
    {.path = "interface.n", NUMBER, AT(interface.potential.n), .unit = "1", .low = 1.01, .high = 20.0, .fallback = "9",
     .when = "interface.potential=power",
     .doc = "repulsive exponent of the power law, above m"},
    {.path = "interface.pattern", .kind = VF_KIND_FILE, SIZED(interface.pattern), .when = "interface.potential=power",
     .doc = "PGM or PNG image over the bath's bounding box: the contact slope is that of B where it is black, pattern_slope times as much where "
            "it is white, in between where it is grey"},
    {.path = "interface.pattern_slope", NUMBER, AT(interface.pattern_slope), .unit = "1", .low = 0.0, .high = 100.0, .fallback = "1",
     .when = "interface.potential=power", .doc = "contact slope where the pattern is white over that where it is black; the potential goes with its square"},

    /* ---- process ---- */
    {.path = "film.flow", CHOICE, AT(film_flow), .choices = "automatic|full|lubrication", .fallback = "automatic",
     .doc = "full: stretching and friction, film with an edge; lubrication: the thin-film equation of a film that sticks to a solid and covers it, "
            "all stiff terms implicit; automatic: lubrication on a solid in the plane with potential power"},
    {.path = "film.stiff", CHOICE, AT(film_stiff), .choices = "explicit|implicit|automatic", .fallback = "automatic",
     .doc = "gravity, interface potential and capillarity of a film with an edge in the plane; explicit: steps are kept short for them; implicit: "
            "steps are set by time.tolerance; automatic: whichever needs less work (on rings they always are implicit)"},
    {.path = "gravity", NUMBER, AT(gravity), .unit = "m/s^2", .low = 0.0, .high = 1000.0, .fallback = "9.80665 m/s^2",
     .doc = "gravity"},
    {.path = "initial_temperature", .kind = VF_KIND_TEMPERATURE, AT(programme.T_start), .unit = "K", .low = 1.0, .high = 3000.0,
     .fallback = "25 degC",
     .doc = "furnace, film and bath at the start"},
    {.path = "process", .kind = VF_KIND_PROCESS, AT(programme), NEEDED,
     .doc = "the furnace programme: a list of segments, in order"},
    {.path = "gases", .kind = VF_KIND_GASES, .offset = 0,
     .doc = "gases of the process that are not, or differently, in the library: {NAME: {...}}"},

    /* ---- mesh, time, output ---- */
    {.path = "mesh.cells", .kind = VF_KIND_CELLS, AT(mesh.cells), .low = 1.0, .high = 65536.0, NEEDED,
     .doc = "[nx, ny] over the bath's bounding box; axisymmetric: [n] over the radius"},
    {.path = "mesh.geometry", CHOICE, AT(mesh.geometry), .choices = "planar|axisymmetric", .fallback = "planar",
     .doc = "plane, or rings about the axis"},
    {.path = "mesh.symmetry", CHOICE, AT(mesh.symmetry), .choices = "none|quarter", .fallback = "none",
     .doc = "quarter solves x, y > 0 only"},
    {.path = "time.end", NUMBER, AT(time.end), .unit = "s", .low = 1e-12, .high = 1e12, .fallback = "none",
     .doc = "end of the run; none: end of the process"},
    {.path = "time.tolerance", NUMBER, AT(time.tolerance), .unit = "1", .low = 1e-9, .high = 0.5, .fallback = "1e-5",
     .doc = "relative error of the thickness allowed in a step"},
    {.path = "time.max_step", NUMBER, AT(time.max_step), .unit = "s", .low = 1e-12, .high = 1e12, .fallback = "none",
     .doc = "longest step"},
    {.path = "output.every", NUMBER, AT(output.every), .unit = "s", .low = 0.0, .high = 1e12, .fallback = "10 s",
     .doc = "simulated time between field outputs; 0: first and last only"},
    {.path = "output.checkpoint_every", NUMBER, AT(output.checkpoint_every), .unit = "s", .low = 0.0, .high = 1e9,
     .fallback = "600 s",
     .doc = "wall-clock time between checkpoints"},
    {.path = "output.wall_limit", NUMBER, AT(output.wall_limit), .unit = "s", .low = 1e-3, .high = 1e9, .fallback = "none",
     .doc = "wall-clock limit: then a checkpoint is written and the run ends"},

    /* ---- in situ ---- */
    {.path = "insitu.script", .kind = VF_KIND_SCRIPT, SIZED(insitu.script), .choices = "film|extracts|history|live", NEEDED,
     .doc = "of a section insitu: a pipeline of the program, or a Python script of ParaView's (a .py file); see insitu.md"},
    {.path = "insitu.every", .kind = VF_KIND_EVERY, AT(insitu.every), .unit = "s", .low = 1e-12, .high = 1e12, .fallback = "10",
     .doc = "a whole number: steps; a time: the first step that ends at or after each multiple. Also the first and the last state"},
    {.path = "insitu.live", .kind = VF_KIND_TEXT, SIZED(insitu.live), .fallback = "",
     .doc = "host:port of a ParaView that waits for a connection; empty: none"},
    {.path = "insitu.colour", CHOICE, AT(insitu.colour), .choices = "thickness|temperature|crystal", .fallback = "thickness",
     .doc = "what colours the film"},
    {.path = "insitu.relief", CHOICE, AT(insitu.relief), .choices = "thickness|flotation", .fallback = "thickness",
     .doc = "heights shown: of the film's thickness on a flat bath, or of film and bath as they float"},
    {.path = "insitu.exaggeration", .kind = VF_KIND_OPTIONAL, AT(insitu.exaggeration), .unit = "1", .low = 1e-3, .high = 1e6,
     .doc = "heights are multiplied by it, given; otherwise chosen from the relief at the start"},
    {.path = "insitu.width", .kind = VF_KIND_COUNT, AT(insitu.width), .low = 64.0, .high = 8192.0, .fallback = "960",
     .doc = "width of pictures, in pixels"},
    {.path = "insitu.height", .kind = VF_KIND_COUNT, AT(insitu.height), .low = 64.0, .high = 8192.0, .fallback = "640",
     .doc = "height of pictures, in pixels"},

    /* ---- furnace ---- */
    {.path = "furnace.emissivity_film", NUMBER, AT(furnace.emissivity_film), .unit = "1", .low = 0.0, .high = 1.0,
     .fallback = "0.9", .assumed = true, UNIFORM(0.7, 0.98),
     .doc = "emissivity of film-covered bath"},
    {.path = "furnace.emissivity_bath", NUMBER, AT(furnace.emissivity_bath), .unit = "1", .low = 0.0, .high = 1.0,
     .fallback = "0.1", .assumed = true, UNIFORM(0.05, 0.3),
     .doc = "emissivity of bare bath"},
    {.path = "furnace.bottom_exchange", NUMBER, AT(furnace.bottom_exchange), .unit = "W/m^2/K", .low = 0.0, .high = 1e6,
     .fallback = "50 W/m^2/K",
     .assumed = true, DECADES(0.3), .doc = "heat transfer coefficient from the furnace to the bath's underside"},
    {.path = "furnace.support_heat_capacity", NUMBER, AT(furnace.support_heat_capacity), .unit = "J/m^2/K", .low = 0.0, .high = 1e7,
     .fallback = "2600 J/m^2/K", .assumed = true, DECADES(0.3),
     .doc = "heat capacity of slide and crucible under the bath (2600: 1 mm of glass)"},
    {.path = "furnace.tube_diameter", NUMBER, AT(furnace.tube_diameter), .unit = "m", .low = 1e-4, .high = 10.0,
     .fallback = "50 mm", .assumed = true,
     .doc = "diameter of the furnace tube, for the gas flow"},

#include "inputs/schema_transport.inc"
};
/* clang-format on */

const VfKey *vf_schema(int *n)
{
  *n = (int)(sizeof keys / sizeof *keys);
  return keys;
}

int vf_schema_find(const char *path)
{
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
    if (strcmp(keys[i].path, path) == 0) return (int)i;
  return -1;
}

bool vf_schema_in_section(const VfKey *key, const char *section)
{
  const size_t n = strlen(section);
  return strncmp(key->path, section, n) == 0 && key->path[n] == '.';
}

void vf_schema_word(const VfCase *kase, const char *path, char word[], size_t size)
{
  if (strcmp(path, "bath.kind") == 0) {
    snprintf(word, size, "%s", kase->bath.solid ? "solid" : "liquid");
    return;
  }
  const VfKey *key = &keys[vf_schema_find(path)];
  unsigned     value;
  memcpy(&value, (const char *)kase + key->offset, sizeof value);
  vf_choice_name(key->choices, (int)value, word, size);
}

const char *vf_schema_condition(const VfKey *key, char path[], size_t size)
{
  const char *equals = strchr(key->when, '=');
  snprintf(path, size, "%.*s", (int)(equals - key->when), key->when);
  return equals + 1;
}

bool vf_schema_in_part(const VfKey *key, const VfCase *kase)
{
  static const char *const glass[] = {"title", "melt.material", "melt.protocol", "melt.zni_fraction", "melt.density_glass"};
  if (vf_schema_in_section(key, "fit")) return kase->fit.given;
  if (vf_schema_in_section(key, "insitu")) return kase->insitu.given && (kase->part & VF_PART_RUN);
  if (vf_schema_in_section(key, "transport")) return kase->transport.given || (kase->part & VF_PART_TRANSPORT);
  if (kase->part & VF_PART_RUN) return true;
  for (size_t i = 0; i < sizeof glass / sizeof *glass; i++)
    if (strcmp(key->path, glass[i]) == 0) return true;
  return false;
}

bool vf_schema_applies(const VfKey *key, const VfCase *kase)
{
  char path[64], word[64];
  if (!vf_schema_in_part(key, kase)) return false;
  if (!key->when) return true;
  const char *choices = vf_schema_condition(key, path, sizeof path);
  vf_schema_word(kase, path, word, sizeof word);
  return vf_choice_find(choices, word, strlen(word)) >= 0;
}
