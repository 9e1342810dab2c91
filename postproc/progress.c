#include "postproc/progress.h"
#include "postproc/diag_glass.h"
#include "postproc/report.h"
#include <math.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { LINE_LENGTH = 256 };

typedef struct {
  const VfDiagnostics *diagnostics;
  bool                 live, shown;           /* a terminal; a live line stands there */
  double               wall_start, wall_last; /* [s] of the run, of the last line */
  double               wall_mark, time_mark;  /* where the present measurement of the speed began */
  double               speed;                 /* [1] simulated per wall-clock second, smoothed; NaN at first */
} Progress;

void vf_progress_duration(double seconds, char text[], size_t size)
{
  const long s = lround(seconds);

  if (s < 60)
    snprintf(text, size, "%ld s", s);
  else if (s < 3600)
    snprintf(text, size, "%ld min %02ld s", s / 60, s % 60);
  else
    snprintf(text, size, "%ld h %02ld min", s / 3600, s % 3600 / 60);
}

void vf_progress_line(const VfProgressState *p, char line[], size_t size)
{
  char thickness[32] = "no film", left[48] = "", duration[32];

  if (p->thickness_mean > 0.0) snprintf(thickness, sizeof thickness, "%.4g um", 1e6 * p->thickness_mean);
  if (p->left >= 0.0 && p->left < 1e8) {
    vf_progress_duration(p->left, duration, sizeof duration);
    snprintf(left, sizeof left, "  about %s left", duration);
  }
  snprintf(line, size, "t %.5g s  T %.1f degC  h %s  step %ld  dt %.3g s (%s)%s", p->time, p->temperature - 273.15, thickness,
           p->step, p->dt, p->dt_reason ? p->dt_reason : "-", left);
}

/* Speed over about the last few seconds: steps differ by orders of magnitude, so the average since the start says little. */
static void update_speed(Progress *s, double time, double wall)
{
  const double window = 1.0, weight = 0.3;
  double       now;

  if (wall - s->wall_mark < window) return;
  now          = (time - s->time_mark) / (wall - s->wall_mark);
  s->speed     = isnan(s->speed) ? now : s->speed + weight * (now - s->speed);
  s->wall_mark = wall;
  s->time_mark = time;
}

/* A line longer than the terminal is wide would wrap, and the next one could not overwrite it. */
static int terminal_width(void)
{
  struct winsize window;
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 1 ? window.ws_col - 1 : LINE_LENGTH;
}

static void show(Progress *s, const VfView *view, double wall)
{
  char                  line[LINE_LENGTH];
  const VfProgressState state = {
      .time           = view->time,
      .dt             = view->dt,
      .step           = view->step,
      .dt_reason      = view->dt_reason,
      .temperature    = vf_diagnostics_value(s->diagnostics, "temperature_K"),
      .thickness_mean = vf_diagnostics_value(s->diagnostics, "thickness_mean_m"),
      .left           = isfinite(view->time_end) && s->speed > 0.0 ? (view->time_end - view->time) / s->speed : (double)NAN,
  };

  vf_progress_line(&state, line, sizeof line);
  if (s->live)
    fprintf(stderr, "\r%.*s\033[K", terminal_width(), line);
  else
    printf("%s\n", line);
  fflush(s->live ? stderr : stdout);
  s->shown     = s->live;
  s->wall_last = wall;
}

static void finish(Progress *s, const VfView *view, VfOutcome outcome, double wall)
{
  static const char *const names[] = {"done", "stopped: the numerics failed", "interrupted"};
  char                     line[LINE_LENGTH], duration[32], warning[VF_REPORT_LENGTH];
  const double             h = vf_diagnostics_value(s->diagnostics, "thickness_mean_m");
  const double             A = vf_diagnostics_value(s->diagnostics, "covered_area_m2");

  vf_progress_duration(wall - s->wall_start, duration, sizeof duration);
  snprintf(line, sizeof line, "%s at t %.6g s after %ld steps, %s: mean thickness %.4g um over %.4g mm2", names[outcome],
           view->time, view->step, duration, 1e6 * h, 1e6 * A);
  if (s->shown) fputs("\r\033[K", stderr); /* the live line makes room */
  fflush(stderr);
  printf("%s\n", line);
  fflush(stdout);
  vf_glass_warning(view->kase, s->diagnostics, warning, sizeof warning);
  if (warning[0]) fprintf(stderr, "warning: %s\n", warning);
}

static PetscErrorCode progress_call(void *context, VfEvent event, const VfView *view, VfOutcome outcome)
{
  Progress    *s    = context;
  const double wall = MPI_Wtime();
  const double gap  = s->live ? 0.2 : event == VF_EVENT_OUTPUT ? 1.0 : 10.0; /* [s] least time between lines */

  PetscFunctionBeginUser;
  if (view->grid->rank != 0) PetscFunctionReturn(0);
  if (event == VF_EVENT_START) {
    s->wall_mark = wall;
    s->time_mark = view->time;
  }
  update_speed(s, view->time, wall);
  if (event == VF_EVENT_END)
    finish(s, view, outcome, wall);
  else if (wall - s->wall_last >= gap)
    show(s, view, wall);
  PetscFunctionReturn(0);
}

static PetscErrorCode progress_destroy(void **context)
{
  PetscFunctionBeginUser;
  PetscCall(PetscFree(*context));
  PetscFunctionReturn(0);
}

PetscErrorCode VfProgressMonitorCreate(const VfDiagnostics *diagnostics, VfMonitor *monitor)
{
  Progress *s;

  PetscFunctionBeginUser;
  PetscCall(PetscNew(&s));
  s->diagnostics = diagnostics;
  s->live        = isatty(STDERR_FILENO) != 0;
  s->wall_start = s->wall_mark = MPI_Wtime();
  s->wall_last                 = -1e30;
  s->speed                     = (double)NAN;
  *monitor                     = (VfMonitor){.name = "progress", .context = s, .call = progress_call, .destroy = progress_destroy};
  PetscFunctionReturn(0);
}
