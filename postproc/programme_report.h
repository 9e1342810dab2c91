/* What a membrane did under a programme: part of transport.json, a row a segment and gas in programme.csv, a table on the screen. */
#ifndef VF_POSTPROC_PROGRAMME_REPORT_H
#define VF_POSTPROC_PROGRAMME_REPORT_H

#include "postproc/json.h"
#include "postproc/transport_report.h"

/** Name of gas i of the programme, that of the sweep last. */
const char *vf_programme_gas(const VfTransportReport *report, int i);

/** The member "programme" of transport.json. */
void vf_programme_put_json(VfJson *json, const VfTransportReport *report);

/** programme.csv: a VfTextPut, `report` a VfTransportReport. */
void vf_programme_put_rows(FILE *file, const void *report);

/** The table for people. */
void vf_programme_print(const VfTransportReport *report, FILE *out);

#endif
