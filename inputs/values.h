/* Reading and writing single values as tables of VfKey describe them. */
#ifndef VF_INPUTS_VALUES_H
#define VF_INPUTS_VALUES_H

#include "inputs/case.h"
#include "inputs/document.h"
#include "inputs/key.h"
#include "inputs/messages.h"
#include "inputs/quantity.h"
#include "inputs/spread.h"
#include "inputs/text.h"

struct VfMaterial;
struct VfShelf;

/* What every reading routine needs to know. */
typedef struct {
  const VfUnits           *units;
  VfMessages              *messages;
  const char              *file;     /* named in messages */
  const char              *folder;   /* relative paths start here */
  struct VfShelf          *shelf;    /* of material files that have been read; NULL: none */
  const struct VfMaterial *branches; /* melt whose viscosity branches can be named, or NULL */
} VfContext;

/* Where a value stands, for messages. */
typedef struct {
  const char *key; /* dotted */
  int         line;
} VfWhere;

/** Adds an error at a place. */
__attribute__((format(printf, 3, 4))) void vf_complain(const VfContext *context, VfWhere where, const char *format, ...);

/** Reads the value of one key into base + key->offset.  Errors go to the context's messages.  @return whether it could be used. */
bool vf_value_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, void *base);

/** The same from the text a table gives as fallback. */
bool vf_value_read_text(const VfContext *context, VfWhere where, const char *text, const VfKey *key, void *base);

/** Reads a map whose keys a table lists: refuses unknown and double keys, asks for required ones.
    @param given bit i is set when keys[i] was there and usable. */
bool vf_fields_read(const VfContext *context, VfWhere where, VfNode *map, const VfKey keys[], int n, void *base, unsigned *given);

/** Complains about an unknown key and suggests the nearest of the table. */
void vf_complain_unknown(const VfContext *context, VfWhere where, const char *name, const VfKey keys[], int n);

/** Reads a property: "5820 kg/m^3", or {law: constant|linear|arrhenius, ...}.  key gives unit and range. */
bool vf_property_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfProperty *property);

/** Whether a property has a value that the key may have where films are hot; complains otherwise. */
bool vf_property_check(const VfContext *context, VfWhere where, const VfProperty *property, const VfKey *key);

/** Reads a viscosity law: "1e5 Pa s", {law: NAME, parameters} or {branch: NAME, parameters}, with `scale` beside or alone;
    `viscosity` holds the values to start from. */
bool vf_viscosity_read(const VfContext *context, VfWhere where, VfNode *node, VfViscosity *viscosity);

/** Reads how far a value may be off (values_spread.c): {normal: 2 %}, {uniform: [0.5, 1.1]}, {log_uniform: [1 s, 100 s]}, {decades: 1}.
    @param key gives the value's unit. */
bool vf_spread_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfSpread *spread);

/** The same from the name of the distribution and what stands behind it. */
bool vf_spread_read_law(const VfContext *context, VfWhere where, const char *law, VfNode *node, const VfKey *key, VfSpread *spread);

/** Whether a spread suits what it spreads.  @param value [unit of the key] NULL: a law that no one number stands for. */
bool vf_spread_check(const VfContext *context, VfWhere where, const VfSpread *spread, const double *value);

/** Asks for a list of `fewest` to `most` items; `right` shows one.  @return its length, -1 on error. */
int vf_items_count(const VfContext *context, VfWhere where, VfNode *node, int fewest, int most, const char *right);

/** Looks at item i of those read, whose keys `given` were there.  @return whether it can be used; complains otherwise. */
typedef bool (*VfItemCheck)(const VfContext *context, VfWhere where, unsigned given, void *items, int i);

/** Reads the maps of a list into an array, each into what stands there already.
    @param items (vf_list_length(node) x size bytes).  @param check may be NULL.  @return whether all could be used. */
bool vf_items_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey keys[], int n_keys, void *items, size_t size,
                   VfItemCheck check);

/** Reads the name of a file that is there, relative to the case's folder, as an absolute path. */
bool vf_file_path_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, char *target);

/** Reads values of the section insitu (values_insitu.c). */
bool vf_script_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, char *target);
bool vf_every_read(const VfContext *context, VfWhere where, const char *text, const VfKey *key, VfEvery *every);

/** Reads lists (values_lists.c). */
bool vf_process_read(const VfContext *context, VfWhere where, VfNode *node, VfProgramme *programme);
bool vf_waves_read(const VfContext *context, VfWhere where, VfNode *node, VfMelt *melt);
bool vf_holes_read(const VfContext *context, VfWhere where, VfNode *node, VfMelt *melt);
bool vf_perturbation_read(const VfContext *context, VfWhere where, VfNode *node, VfPerturbation *perturbation);
bool vf_cells_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, int cells[2]);
bool vf_gases_read(const VfContext *context, VfWhere where, VfNode *node, VfCase *kase);

/** Reads what is random in the film (values_random.c). */
bool vf_random_holes_read(const VfContext *context, VfWhere where, VfNode *node, VfRandomHoles *holes);
bool vf_granular_read(const VfContext *context, VfWhere where, VfNode *node, VfGranular *granular);

/** Reads lists of gas transport (values_transport.c); as text: names between commas, one number. */
bool vf_names_read(const VfContext *context, VfWhere where, VfNode *node, VfNames *names);
bool vf_names_read_text(const VfContext *context, VfWhere where, const char *text, VfNames *names);
bool vf_numbers_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfNumbers *numbers);
bool vf_numbers_read_text(const VfContext *context, VfWhere where, const char *text, const VfKey *key, VfNumbers *numbers);
bool vf_sorptions_read(const VfContext *context, VfWhere where, VfNode *node, VfTransportSpec *transport);

/** Reads the programme of a membrane (values_programme.c). */
bool vf_mixture_read(const VfContext *context, VfWhere where, VfNode *node, const VfKey *key, VfGasMixture *mixture);
bool vf_gas_programme_read(const VfContext *context, VfWhere where, VfNode *node, VfGasProgramme *programme);

/** Reads the numbers that are fitted (values_fit.c). */
bool vf_fit_read(const VfContext *context, VfWhere where, VfNode *node, VfFitSpec *fit);

/** Tables of the keys of items, for the reference page. */
const VfKey *vf_process_keys(int *n);
const VfKey *vf_hole_keys(int *n);
const VfKey *vf_perturbation_keys(int *n);
const VfKey *vf_wave_keys(int *n);
const VfKey *vf_random_holes_keys(int *n);
const VfKey *vf_granular_keys(int *n);
const VfKey *vf_gas_keys(int *n);
const VfKey *vf_sorption_keys(int *n);
const VfKey *vf_gas_segment_keys(int *n);
const VfKey *vf_fit_keys(int *n);

/** Whether a value is there to be written (an optional that is not set is not). */
bool vf_value_is_set(const VfKey *key, const void *base);

/** Appends the value as YAML in SI.  @param digits 17 keeps doubles bitwise.  @param with_unit for plain numbers. */
void vf_value_append(VfText *text, const VfKey *key, const void *base, int digits, bool with_unit);

#endif
