#include "solver/command_sweep_line.h"
#include "solver/command_line.h"
#include "solver/command_sweep.h"
#include "solver/command_sweep_work.h"
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A whole number after an option; < 0 when it is none. */
static long count_after(const char *word)
{
  char      *end;
  const long n = word ? strtol(word, &end, 10) : -1;

  return word && *word && !*end && n > 0 ? n : -1;
}

int vf_line_sweep(int argc, char **argv)
{
  VfSweepArguments a = {0};

  for (int i = 2; i < argc; i++) {
    const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;

    if (!strcmp(word, "-o") && next)
      a.directory = argv[++i];
    else if (!strcmp(word, "--jobs") && (a.jobs = count_after(next)) > 0)
      i++;
    else if (!strcmp(word, "--resume"))
      a.resume = true;
    else if (!strcmp(word, "--retry-failed"))
      a.resume = a.retry_failed = true;
    else if (!strcmp(word, "--dry-run"))
      a.dry_run = true;
    else if (!strcmp(word, "--slurm"))
      a.slurm = true;
    else if (word[0] != '-' && !a.path)
      a.path = word;
    else
      return vf_line_complain(
          "sweep takes one file or folder, -o DIR, --jobs N, --slurm, --resume, --retry-failed, --dry-run, and not ", word);
  }
  if (!a.path) return vf_line_complain("sweep needs a sweep file, or the folder of a sweep to go on with", "");
  return vf_command_sweep(&a);
}

/* "A-B", two numbers from 0 on. */
static bool range_after(const char *word, long *first, long *last)
{
  char *end;

  if (!word || *word < '0' || *word > '9') return false;
  *first = strtol(word, &end, 10);
  if (*end != '-' || end[1] < '0' || end[1] > '9') return false;
  *last = strtol(end + 1, &end, 10);
  return !*end && *last >= *first;
}

int vf_line_sweep_work(int argc, char **argv)
{
  VfSweepWork work = {.task = 1, .of = 1};
  long        number;

  for (int i = 2; i < argc; i++) {
    const char *word = argv[i], *next = i + 1 < argc ? argv[i + 1] : NULL;

    if (!strcmp(word, "--task") && (work.task = count_after(next)) > 0)
      i++;
    else if (!strcmp(word, "--of") && (work.of = count_after(next)) > 0)
      i++;
    else if (!strcmp(word, "--members") && (work.some = range_after(next, &work.first, &work.last)))
      i++;
    else if (!strcmp(word, "--ranks") && (number = count_after(next)) > 0 && number < 1000000)
      work.ranks = (int)number, i++;
    else if (!strcmp(word, "--seconds") && (number = count_after(next)) > 0)
      work.seconds = (double)number, i++;
    else if (!strcmp(word, "--tied"))
      work.tied = true;
    else if (word[0] != '-' && !work.directory)
      work.directory = word;
    else
      return vf_line_complain(
          "sweep-work takes the folder of a sweep, --task K --of N, --members A-B, --ranks R, --seconds S, --tied, and not ", word);
  }
  if (!work.directory || work.task > work.of) return vf_line_complain("sweep-work needs the folder of a sweep, and K up to N", "");
  return vf_sweep_work(&work);
}

int vf_line_sweep_table(int argc, char **argv)
{
  return argc == 3 ? vf_command_sweep_table(argv[2])
                   : vf_line_complain("sweep-table needs the folder of a sweep, and nothing else", "");
}
