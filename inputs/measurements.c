#include "inputs/measurements.h"
#include "inputs/file.h"
#include "inputs/quantity.h"
#include "inputs/text.h"
#include "physics/transport/units.h"
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 32, MAX_LINES = 10000 };
enum {
  ID,
  QUANTITY,
  GAS,
  OVER,
  TEMPERATURE,
  TEMPERATURE_TO,
  THICKNESS,
  METHYLATED,
  ZNI,
  OVER_METHYLATED,
  OVER_ZNI,
  RELATION,
  VALUE,
  UNCERTAINTY,
  USE,
  SOURCE,
  NAMES
};

static const char names[] = "id|quantity|gas|over|temperature|temperature_to|thickness|methylated|zni|over_methylated|over_zni|"
                            "relation|value|uncertainty|use|source";
static const char quantities[] = "permeance|permeability|selectivity|activation_energy|diffusivity|diffusivity_ratio";

const char *vf_measured_quantities(void)
{
  return quantities;
}

/* One file while it is read. */
typedef struct {
  const char   *path;
  VfUnits      *units;
  VfMessages   *messages;
  const VfCase *kase;
  int           columns;
  int           name_of[MAX_COLUMNS]; /* which of the names stands in a column */
} Reader;

__attribute__((format(printf, 4, 5))) static void complain(const Reader *r, int line, int name, const char *format, ...)
{
  va_list arguments;
  char    key[64];
  va_start(arguments, format);
  char *text = vf_text_format_list(format, arguments);
  va_end(arguments);
  vf_choice_name(names, name, key, sizeof key);
  vf_messages_add(r->messages, VF_MESSAGE_ERROR, r->path, line, name < NAMES ? key : "line", "%s", text ? text : "out of memory");
  free(text);
}

/* ---- cells -------------------------------------------------------------------------------------------------------- */

/* Cuts a line into its cells in place.  @return number of cells, -1 when there are too many, -2 when a quote stays open. */
static int split(char *line, char *cells[])
{
  int n = 0;
  for (char *p = line; n < MAX_COLUMNS; n++) {
    char *out = cells[n] = p;
    bool  quoted = false, last = false;
    for (;; p++) {
      if (*p == '"') {
        quoted = !quoted;
        continue;
      }
      if (*p == '\0' || (*p == ',' && !quoted)) break;
      *out++ = *p;
    }
    last = *p == '\0';
    p++;
    *out = '\0';
    if (last) return quoted ? -2 : n + 1;
  }
  return -1;
}

static bool read_header(Reader *r, char *line, int number)
{
  char *cells[MAX_COLUMNS];
  bool  seen[NAMES] = {false};
  r->columns        = split(line, cells);
  for (int k = 0; k < r->columns; k++) {
    const int name = vf_choice_find(names, cells[k], strlen(cells[k]));
    if (name < 0 || seen[name]) {
      complain(r, number, NAMES, "has a column that is %s (%.40s); %s are right", name < 0 ? "not known" : "there twice", cells[k],
               "id, quantity, gas, over, temperature, temperature_to, thickness, methylated, zni, over_methylated, over_zni, "
               "relation, value, uncertainty, use, source");
      return false;
    }
    seen[name]    = true;
    r->name_of[k] = name;
  }
  if (r->columns > 0 && seen[QUANTITY] && seen[GAS] && seen[TEMPERATURE] && seen[VALUE] && seen[UNCERTAINTY]) return true;
  complain(r, number, NAMES, "lacks columns; quantity, gas, temperature, value and uncertainty are needed");
  return false;
}

static bool read_number(const Reader *r, int line, int name, const char *text, const char *unit, bool absolute, double *value)
{
  if (vf_quantity_read(r->units, text, unit, absolute, value) == VF_QUANTITY_OK) return true;
  complain(r, line, name, "is not usable (%.60s); a number%s%s is right", text, strcmp(unit, "1") ? " with a unit like " : "",
           strcmp(unit, "1") ? unit : "");
  return false;
}

/* The same within a range. */
static bool read_within(const Reader *r, int line, int name, const char *text, const char *unit, bool absolute, double low,
                        double high, double *value)
{
  if (!read_number(r, line, name, text, unit, absolute, value)) return false;
  if (*value >= low && *value <= high) return true;
  complain(r, line, name, "is out of range (%.60s); %g to %g %s is right", text, low, high, strcmp(unit, "1") ? unit : "");
  return false;
}

/* "289.5 GPU", "480 Barrer", or any unit of the SI kind. */
static bool read_value(const Reader *r, int line, const char *text, const char *unit, double *value)
{
  static const struct {
    const char *name, *unit;
    double      size;
  } own[] = {{"GPU", "mol/m^2/s/Pa", VF_GPU}, {"Barrer", "mol/m/s/Pa", VF_BARRER}};
  for (int k = 0; k < 2; k++) {
    char        *end;
    const double number = strtod(text, &end);
    while (*end == ' ') end++;
    if (end == text || strcmp(end, own[k].name) != 0 || strcmp(unit, own[k].unit) != 0) continue;
    *value = number * own[k].size;
    return true;
  }
  return read_number(r, line, VALUE, text, unit, false, value);
}

static const char *unit_of(VfMeasuredQuantity quantity)
{
  switch (quantity) {
  case VF_MEASURED_PERMEANCE:
    return "mol/m^2/s/Pa";
  case VF_MEASURED_PERMEABILITY:
    return "mol/m/s/Pa";
  case VF_MEASURED_ACTIVATION_ENERGY:
    return "J/mol";
  case VF_MEASURED_DIFFUSIVITY:
    return "m^2/s";
  case VF_MEASURED_SELECTIVITY:
  case VF_MEASURED_DIFFUSIVITY_RATIO:
    break;
  }
  return "1";
}

/* "5%", "factor 3", or an amount in the value's unit; of the logarithm, but for energies. */
static bool read_uncertainty(const Reader *r, int line, const char *text, VfMeasurement *m)
{
  const bool energy = m->quantity == VF_MEASURED_ACTIVATION_ENERGY;
  char      *end;
  double     number = strtod(text, &end);
  if (end != text && strcmp(end, "%") == 0)
    m->sigma = 0.01 * number * (energy ? fabs(m->value) : 1.0);
  else if (strncmp(text, "factor ", 7) == 0 && !energy)
    m->sigma = log(strtod(text + 7, NULL));
  else if (read_value(r, line, text, unit_of(m->quantity), &number))
    m->sigma = energy ? number : number / fabs(m->value);
  else
    return false;
  if (m->sigma > 0.0 && m->sigma < INFINITY) return true;
  complain(r, line, UNCERTAINTY, "is not above 0 (%.40s); 5%%, factor 3 or an amount with the value's unit is right", text);
  return false;
}

/* ---- lines -------------------------------------------------------------------------------------------------------- */

static bool read_words(const Reader *r, int line, char *cell[NAMES], VfMeasurement *m)
{
  const int quantity = vf_choice_find(quantities, cell[QUANTITY], strlen(cell[QUANTITY]));
  const int relation = cell[RELATION][0] ? vf_choice_find("<|=|>", cell[RELATION], strlen(cell[RELATION])) : 1;
  const int use      = cell[USE][0] ? vf_choice_find("fit|predict|compare", cell[USE], strlen(cell[USE])) : 0;
  if (quantity < 0) complain(r, line, QUANTITY, "is not a quantity (%.40s); %s is right", cell[QUANTITY], quantities);
  if (relation < 0) complain(r, line, RELATION, "is not a relation (%.40s); =, > or < is right", cell[RELATION]);
  if (use < 0) complain(r, line, USE, "is not a use (%.40s); fit, predict or compare is right", cell[USE]);
  if (quantity < 0 || relation < 0 || use < 0) return false;
  m->quantity      = (VfMeasuredQuantity)quantity;
  m->relation      = relation - 1;
  m->predicted     = use > 0;
  m->compared      = use == 2;
  const bool ratio = m->quantity == VF_MEASURED_SELECTIVITY || m->quantity == VF_MEASURED_DIFFUSIVITY_RATIO;
  vf_text_store(m->source, sizeof m->source, cell[SOURCE]);
  if (!vf_text_store(m->id, sizeof m->id, cell[ID])) vf_text_store(m->id, sizeof m->id, "");
  if (!m->id[0]) snprintf(m->id, sizeof m->id, "line %d", line);
  if (cell[GAS][0] && vf_text_store(m->gas, sizeof m->gas, cell[GAS]) && vf_text_store(m->over, sizeof m->over, cell[OVER]) &&
      (m->over[0] != '\0') == ratio)
    return true;
  complain(r, line, ratio ? OVER : GAS, "is not usable; a gas%s is right",
           ratio ? ", and one to divide by," : " and nothing in over");
  return false;
}

static bool read_conditions(const Reader *r, int line, char *cell[NAMES], VfMeasurement *m)
{
  const VfTransportSpec *t    = &r->kase->transport;
  bool                   good = read_within(r, line, TEMPERATURE, cell[TEMPERATURE], "K", true, 50.0, 1500.0, &m->T);
  m->T_to                     = m->T;
  m->thickness                = t->thickness.set ? t->thickness.value : (double)NAN;
  m->methylated               = t->glass.methylated;
  m->zni                      = r->kase->melt.zni_fraction;
  if (cell[TEMPERATURE_TO][0])
    good = read_within(r, line, TEMPERATURE_TO, cell[TEMPERATURE_TO], "K", true, 50.0, 1500.0, &m->T_to) && good;
  if (cell[THICKNESS][0]) good = read_within(r, line, THICKNESS, cell[THICKNESS], "m", false, 1e-9, 1e-2, &m->thickness) && good;
  if (cell[METHYLATED][0]) good = read_within(r, line, METHYLATED, cell[METHYLATED], "1", false, 0.0, 1.0, &m->methylated) && good;
  if (cell[ZNI][0]) good = read_within(r, line, ZNI, cell[ZNI], "1", false, 0.0, 1.0, &m->zni) && good;
  m->over_methylated = m->methylated;
  m->over_zni        = m->zni;
  if (cell[OVER_METHYLATED][0])
    good = read_within(r, line, OVER_METHYLATED, cell[OVER_METHYLATED], "1", false, 0.0, 1.0, &m->over_methylated) && good;
  if (cell[OVER_ZNI][0]) good = read_within(r, line, OVER_ZNI, cell[OVER_ZNI], "1", false, 0.0, 1.0, &m->over_zni) && good;
  if (!good) return false;
  if (m->quantity == VF_MEASURED_ACTIVATION_ENERGY && !(fabs(m->T_to - m->T) >= 1.0)) {
    complain(r, line, TEMPERATURE_TO, "is needed for an activation energy; the other end of its range is right");
    return false;
  }
  if (m->quantity == VF_MEASURED_PERMEANCE && !(m->thickness > 0.0)) {
    complain(r, line, THICKNESS, "is needed for a permeance; here, or as transport.thickness, is right");
    return false;
  }
  return true;
}

static bool read_line(const Reader *r, int line, char *text, VfMeasurement *m)
{
  static char empty[1] = "";
  char       *cells[MAX_COLUMNS], *cell[NAMES];
  const int   n = split(text, cells);
  if (n == -2) {
    complain(r, line, NAMES, "leaves a double quote open; two around a text are right");
    return false;
  }
  if (n != r->columns) {
    complain(r, line, NAMES, "has %s%d cells; %d, as the first line, are right", n < 0 ? "more than " : "", n < 0 ? MAX_COLUMNS : n,
             r->columns);
    return false;
  }
  for (int k = 0; k < NAMES; k++) cell[k] = empty;
  for (int k = 0; k < n; k++) cell[r->name_of[k]] = cells[k];
  *m = (VfMeasurement){.value = 0.0};
  if (!read_words(r, line, cell, m) || !read_conditions(r, line, cell, m)) return false;
  if (!read_value(r, line, cell[VALUE], unit_of(m->quantity), &m->value)) return false;
  if (!isfinite(m->value) || (m->quantity != VF_MEASURED_ACTIVATION_ENERGY && !(m->value > 0.0))) {
    complain(r, line, VALUE, "is not a number above 0 (%.40s); more is right", cell[VALUE]);
    return false;
  }
  return read_uncertainty(r, line, cell[UNCERTAINTY], m);
}

static int read_text(Reader *r, char *text, VfMeasurements *all)
{
  bool header = false;
  int  line   = 0;
  int  fitted = 0;
  for (char *p = text; p && *p;) {
    char *end = strchr(p, '\n');
    if (++line > MAX_LINES) {
      complain(r, line, NAMES, "is one too many; at most %d are right", MAX_LINES);
      return 2;
    }
    if (end) *end = '\0';
    p[strcspn(p, "\r")] = '\0';
    if (p[0] && p[0] != '#') {
      if (!header) {
        if (!read_header(r, p, line)) return 2;
        header = true;
      } else if (read_line(r, line, p, &all->items[all->n]))
        fitted += !all->items[all->n++].predicted;
    }
    p = end ? end + 1 : NULL;
  }
  if (!header) complain(r, 1, NAMES, "is missing; a first line with the names of the columns is right");
  if (header && !r->messages->n_errors && (!all->n || (!fitted && r->kase->fit.use == VF_USE_MARKED)))
    complain(r, line, NAMES, "is the last, and %s; measurements to be fitted are right",
             all->n ? "all are to be predicted" : "none was a measurement");
  return r->messages->n_errors ? 2 : 0;
}

int vf_measurements_read_memory(VfUnits *units, char *text, size_t n, const char *name, const VfCase *kase, VfMeasurements *all,
                                VfMessages *messages)
{
  Reader       reader = {.path = name, .units = units, .messages = messages, .kase = kase};
  const char   mark[] = "\xEF\xBB\xBF"; /* that some spreadsheets put before the first line */
  const size_t skip   = strncmp(text, mark, strlen(mark)) == 0 ? strlen(mark) : 0;
  size_t       lines  = 1;
  int          code   = 2;
  *all                = (VfMeasurements){0};
  for (size_t k = 0; k < n; k++) lines += text[k] == '\n';
  if (strlen(text) != n)
    vf_messages_add(messages, VF_MESSAGE_ERROR, name, 1, "file", "holds a zero byte; a CSV file of measurements is right");
  else if ((all->items = calloc(lines, sizeof *all->items)))
    code = read_text(&reader, text + skip, all);
  if (code || messages->n_errors) vf_measurements_free(all);
  return messages->n_errors ? 2 : code;
}

int vf_measurements_read(const char *path, const VfCase *kase, VfMeasurements *all, VfMessages *messages)
{
  VfUnits    *units = vf_units_create();
  char       *text  = NULL;
  size_t      n     = 0;
  const char *why   = vf_file_read(path, 1 << 22, &text, &n);
  int         code  = 2;
  *all              = (VfMeasurements){0};
  if (why)
    vf_messages_add(messages, VF_MESSAGE_ERROR, path, 1, "file", "cannot be read (%s); a CSV file of measurements is right", why);
  else if (!units)
    vf_messages_add(messages, VF_MESSAGE_ERROR, path, 1, "units",
                    "UDUNITS-2 finds no database; UDUNITS2_XML_PATH can name its udunits2.xml");
  else
    code = vf_measurements_read_memory(units, text, n, path, kase, all, messages);
  free(text);
  vf_units_destroy(&units);
  return code;
}

void vf_measurements_free(VfMeasurements *all)
{
  free(all->items);
  *all = (VfMeasurements){0};
}
