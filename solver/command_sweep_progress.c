#include "solver/command_sweep_progress.h"
#include "postproc/progress.h"
#include <stdio.h>
#include <time.h>
#include <unistd.h>

static double now(void)
{
  struct timespec t;

  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void skip_line(void *context, const char *line, size_t length)
{
  (void)context;
  (void)line;
  (void)length;
}

static void take_line(void *context, const char *line, size_t length)
{
  VfSweepProgress *p = context;
  long             member;
  VfMemberState    state;

  if (!vf_journal_parse(line, length, &member, &state)) return;
  p->done += state == VF_MEMBER_DONE;
  p->failed += state == VF_MEMBER_FAILED;
  p->ended += state == VF_MEMBER_DONE || state == VF_MEMBER_FAILED;
}

void vf_sweep_progress_begin(VfSweepProgress *progress, const char *sweep, long n, long done, long failed, long jobs)
{
  *progress = (VfSweepProgress){.sweep = sweep, .n = n, .done = done, .failed = failed, .jobs = jobs, .began = now()};

  progress->live = isatty(STDERR_FILENO) != 0;
  progress->last = progress->began;
  (void)vf_journal_read(sweep, &progress->place, skip_line, NULL);
}

void vf_sweep_progress_show(VfSweepProgress *p)
{
  const double time = now(), taken = time - p->began;
  char         rest[128] = "", duration[64];

  if (time - p->last < (p->live ? 1.0 : 30.0)) return;
  p->last = time;
  (void)vf_journal_read(p->sweep, &p->place, take_line, p);
  const long left = p->n - p->done - p->failed;

  if (p->ended > 0) {
    vf_progress_duration(taken / (double)p->ended * (double)left, duration, sizeof(duration));
    snprintf(rest, sizeof(rest), "  %.3g a minute, about %s left", 60.0 * (double)p->ended / taken, duration);
  }
  fprintf(stderr, "%s%ld of %ld members done, %ld running, %ld failed%s%s", p->live ? "\r" : "", p->done, p->n,
          left < p->jobs ? left : p->jobs, p->failed, rest, p->live ? "\033[K" : "\n");
  fflush(stderr);
  p->shown = p->live;
}

void vf_sweep_progress_end(VfSweepProgress *progress)
{
  if (progress->shown) fputs("\r\033[K", stderr);
  fflush(stderr);
}
