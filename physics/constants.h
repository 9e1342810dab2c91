/* Physical constants: the exact values of the 2019 SI (CODATA 2018, doi:10.1103/RevModPhys.93.025010) and standard conditions. */
#ifndef VF_PHYSICS_CONSTANTS_H
#define VF_PHYSICS_CONSTANTS_H

#define VF_PI 3.14159265358979323846
#define VF_BOLTZMANN 1.380649e-23          /* [J/K] */
#define VF_AVOGADRO 6.02214076e23          /* [1/mol] */
#define VF_GAS_CONSTANT 8.31446261815324   /* [J/(mol K)] */
#define VF_STEFAN_BOLTZMANN 5.670374419e-8 /* [W/(m2 K4)] */
#define VF_GRAVITY 9.80665                 /* [m/s2] standard acceleration of free fall */
#define VF_ATMOSPHERE 101325.0             /* [Pa] */
#define VF_FLOW_TEMPERATURE 293.15         /* [K] at which volume flows of gas are stated, with VF_ATMOSPHERE */

#endif
