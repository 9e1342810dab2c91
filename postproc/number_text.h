/* Numbers as text, as printf's %.15g and %.17g have them, several times as fast: a series has some fifty a step. */
#ifndef VF_POSTPROC_NUMBER_TEXT_H
#define VF_POSTPROC_NUMBER_TEXT_H

enum { VF_NUMBER_TEXT = 32 };

/** Writes what snprintf(text, VF_NUMBER_TEXT, "%.*g", digits, value) would; "nan" for any that is no number (glibc may print -nan).
    @param digits 15, which any decimal number of as many digits survives, or 17, which any double does.  @return length */
int vf_number_text(double value, int digits, char text[VF_NUMBER_TEXT]);

#endif
