/* Every property a material file may hold.  A property that nothing uses yet is kept and shown all the same. */
#include "inputs/material.h"

#define P(name, si, least, most, what)                                                                                             \
  {                                                                                                                                \
    .path = name, .kind = VF_KIND_PROPERTY, .unit = si, .low = least, .high = most, .doc = what                                    \
  }

static const VfKey keys[] = {
    P("density", "kg/m^3", 1.0, 3e4, "density of the liquid or solid; of a melt above its glass transition"),
    P("viscosity", "Pa s", 1e-7, 1e30, "dynamic viscosity; of a melt a law of its own, with branches"),
    P("surface_tension", "N/m", 1e-4, 10.0, "surface tension against gas"),
    P("conductivity", "W/m/K", 1e-5, 5e3, "thermal conductivity"),
    P("heat_capacity", "J/kg/K", 1.0, 1e5, "specific heat capacity"),
    P("melting_temperature", "K", 1.0, 5e3, "melting or liquidus temperature"),
    P("heat_of_fusion", "J/kg", 0.0, 1e7, "heat of fusion"),
    P("glass_transition", "K", 1.0, 5e3, "calorimetric glass transition"),
    P("mole_fraction_solute", "1", 0.0, 1.0, "mole fraction of the minor metal"),
    P("oxide_surface_yield_stress", "N/m", 0.0, 10.0, "surface stress at which the oxide skin yields"),
    P("oxide_skin_thickness", "m", 0.0, 1e-3, "thickness of the oxide skin"),
    P("interfacial_tension_bound", "N/m", 0.0, 10.0, "interfacial tension with ZIF-62 melt below which it spreads completely"),
    P("linear_expansion", "1/K", -1e-2, 1e-2, "linear thermal expansion"),
    P("youngs_modulus", "Pa", 0.0, 1e13, "Young's modulus"),
    P("solid_surface_energy", "J/m^2", 1e-4, 10.0, "surface energy of a solid"),
    P("support_pore_diameter", "m", 0.0, 1e-2, "pore diameter of a porous support"),
    P("contact_angle", "degrees", 0.0, 180.0, "contact angle of ZIF-62 melt"),
    P("density_glass", "kg/m^3", 1.0, 3e4, "envelope density below the glass transition"),
    P("density_crystal", "kg/m^3", 1.0, 3e4, "density of the unmelted crystal"),
    P("density_glass_pycnometric_skeletal", "kg/m^3", 1.0, 3e4, "density of the glass by helium pycnometry"),
    P("pore_volume_glass", "m^3/kg", 0.0, 1.0, "pore volume of the glass"),
    P("heat_capacity_melt", "J/kg/K", 1.0, 1e5, "specific heat capacity of the melt"),
    P("heat_capacity_glass", "J/kg/K", 1.0, 1e5, "specific heat capacity of the glass"),
    P("heat_capacity_crystal", "J/kg/K", 1.0, 1e5, "specific heat capacity of the crystal"),
    P("heat_capacity_jump_at_Tg", "J/kg/K", 0.0, 1e5, "step of the heat capacity at the glass transition"),
    P("melting_width", "K", 1e-3, 200.0, "w in Xeq = erfc((T - Tm)/(sqrt2 w))/2"),
    P("melting_time", "s", 0.0, 1e6, "time constant of melting"),
    P("interaction_parameter", "1", 0.0, 2.0, "Phi of Girifalco and Good"),
    P("packing_fraction", "1", 0.1, 1.0, "crystal fraction at which the melt jams"),
    P("rigid_viscosity", "Pa s", 1.0, 1e30, "viscosity above which the melt counts as rigid"),
    P("benzimidazole_content", "1", 0.0, 2.0, "x in Zn(Im)2-x(bIm)x"),
    P("molar_mass", "kg/mol", 1e-4, 10.0, "molar mass"),
    P("Tg_over_Tm", "1", 0.0, 1.0, "ratio of glass transition and melting temperature"),
    P("decomposition_onset_dynamic", "K", 1.0, 5e3, "onset of decomposition on heating"),
    P("decomposition_isothermal_limit_time", "s", 0.0, 1e9, "time in the melt after which decomposition shows"),
    P("viscosity_at_Tm", "Pa s", 0.0, 1e30, "viscosity at the melting temperature"),
    P("atomic_number_density_Zn_glass", "1/m^3", 0.0, 1e30, "zinc atoms a volume of glass"),
    P("relative_thickness_shrinkage_on_vitrification", "1", 0.0, 1.0, "thickness lost from crystal film to glass film"),
    P("linear_expansion_glass", "1/K", -1e-2, 1e-2, "linear thermal expansion of the glass"),
    P("volumetric_expansion_liquid", "1/K", -1e-2, 1e-1, "volumetric thermal expansion of the melt"),
    P("interfacial_tension_melt_Ga", "N/m", 0.0, 10.0, "interfacial tension of the melt with gallium"),
    P("youngs_modulus_glass", "Pa", 0.0, 1e13, "Young's modulus of the glass"),
    P("hardness_glass", "Pa", 0.0, 1e13, "indentation hardness of the glass"),
    P("scratch_hardness_glass", "Pa", 0.0, 1e13, "scratch hardness of the glass"),
    P("poisson_ratio_glass", "1", -1.0, 0.5, "Poisson's ratio of the glass"),
    P("fracture_toughness_glass", "1", 0.0, 1e9, "fracture toughness of the glass in Pa m^(1/2), which UDUNITS cannot spell"),
    P("refractive_index_glass", "1", 1.0, 5.0, "refractive index of the glass"),
    P("ionic_conductivity_glass_upper", "S/m", 0.0, 1e8, "upper bound of the ionic conductivity of the glass"),
    P("relaxation_stretching_beta", "1", 0.0, 1.0, "stretching exponent of relaxation"),
    P("TNM_activation_enthalpy", "J/mol", 0.0, 1e8, "activation enthalpy of structural relaxation"),
    P("TNM_nonlinearity_x", "1", 0.0, 1.0, "nonlinearity of structural relaxation"),
    P("PALS_cavity_diameter_crystal", "m", 0.0, 1e-6, "cavity diameter of the crystal by positron annihilation"),
    P("PALS_cavity_diameter_glass_membrane", "m", 0.0, 1e-6, "cavity diameter of the glass by positron annihilation"),
    P("PALS_aperture_diameter", "m", 0.0, 1e-6, "aperture diameter by positron annihilation"),
    P("uncoordinated_N_linker_fraction", "1", 0.0, 1.0, "linkers with a free nitrogen, fraction of all"),
    P("crystal_particle_size", "m", 0.0, 1.0, "diameter of the crystal particles"),
    P("porosity_retained_fraction", "1", 0.0, 1.0, "porosity of the glass, fraction of the crystal's"),
    P("Co_reduced_fraction_on_melting", "1", 0.0, 1.0, "cobalt reduced to metal on melting"),
    P("kinetic_diameter", "m", 0.0, 1e-6, "kinetic diameter of the molecule"),
    P("sieving_diameter", "m", 0.0, 1e-6, "diameter on the size axis of the float-glass membrane study"),
    P("lj_diameter", "m", 0.0, 1e-6, "Lennard-Jones diameter"),
    P("lj_well_depth", "K", 0.0, 1e5, "Lennard-Jones well depth over Boltzmann's constant"),
    P("critical_temperature", "K", 1.0, 1e4, "critical temperature"),
    P("critical_pressure", "Pa", 1.0, 1e9, "critical pressure"),
    P("critical_volume", "m^3/mol", 0.0, 1.0, "critical molar volume"),
    P("acentric_factor", "1", -1.0, 2.0, "acentric factor"),
    P("boiling_temperature", "K", 1.0, 1e4, "boiling or sublimation temperature at 1 atm"),
    P("mean_speed", "m/s", 0.0, 1e5, "mean molecular speed at 298 K"),
};

const VfKey *vf_material_keys(int *n)
{
  *n = (int)(sizeof keys / sizeof *keys);
  return keys;
}
