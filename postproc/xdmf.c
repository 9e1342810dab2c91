#include "postproc/xdmf.h"
#include "postproc/text_file.h"
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char closing[] = "    </Grid>\n  </Domain>\n</Xdmf>\n";

void vf_frame_name(long step, char name[VF_FRAME_NAME_LENGTH])
{
  snprintf(name, VF_FRAME_NAME_LENGTH, "step_%06ld", step);
}

static void write_grid(FILE *f, const VfGrid *g)
{
  const double dy = g->axisymmetric ? 0.1 * g->nx * g->dx : g->dy; /* a strip one cell high, of visible height */

  fprintf(f, "        <Topology TopologyType=\"3DCoRectMesh\" Dimensions=\"1 %d %d\"/>\n", g->ny + 1, g->nx + 1);
  fprintf(f, "        <Geometry GeometryType=\"ORIGIN_DXDYDZ\">\n");
  fprintf(f, "          <DataItem Dimensions=\"3\" NumberType=\"Float\" Precision=\"8\" Format=\"XML\">0 %.17g %.17g</DataItem>\n",
          g->axisymmetric ? 0.0 : g->y0, g->x0);
  fprintf(f,
          "          <DataItem Dimensions=\"3\" NumberType=\"Float\" Precision=\"8\" Format=\"XML\">%.17g %.17g %.17g</DataItem>\n",
          g->dx, dy, g->dx);
  fprintf(f, "        </Geometry>\n");
}

static void write_array(FILE *f, const VfXdmf *x, const char *group, const VfXdmfArray *a)
{
  fprintf(f, "        <Attribute Name=\"%s\" AttributeType=\"%s\" Center=\"Cell\">\n", a->name,
          a->components == 3 ? "Vector" : "Scalar");
  fprintf(f, "          <Information Name=\"units\" Value=\"%s\"/>\n", a->unit);
  fprintf(f, "          <Information Name=\"long_name\" Value=\"%s\"/>\n", a->long_name);
  fprintf(f,
          "          <DataItem Dimensions=\"%d %d%s\" NumberType=\"Float\" Precision=\"8\" Format=\"HDF\">%s:/%s/%s</DataItem>\n",
          x->grid->ny, x->grid->nx, a->components == 3 ? " 3" : "", x->data, group, a->name);
  fprintf(f, "        </Attribute>\n");
}

static void write_frame(FILE *f, const VfXdmf *x, const VfFrame *frame)
{
  char group[VF_FRAME_NAME_LENGTH];

  vf_frame_name(frame->step, group);
  fprintf(f, "      <Grid Name=\"film\" GridType=\"Uniform\">\n");
  fprintf(f, "        <Time Value=\"%.17g\"/>\n", frame->time);
  write_grid(f, x->grid);
  for (int k = 0; k < x->n_arrays; k++) write_array(f, x, group, &x->arrays[k]);
  fprintf(f, "        <Attribute Name=\"mask\" AttributeType=\"Scalar\" Center=\"Cell\">\n");
  fprintf(f, "          <DataItem Dimensions=\"%d %d\" NumberType=\"UChar\" Precision=\"1\" Format=\"HDF\">%s:/mask</DataItem>\n",
          x->grid->ny, x->grid->nx, x->data);
  fprintf(f, "        </Attribute>\n");
  fprintf(f, "        <Attribute Name=\"bath\" AttributeType=\"Scalar\" Center=\"Cell\">\n");
  fprintf(f, "          <DataItem Dimensions=\"%d %d\" NumberType=\"Float\" Precision=\"8\" Format=\"HDF\">%s:/bath</DataItem>\n",
          x->grid->ny, x->grid->nx, x->data);
  fprintf(f, "        </Attribute>\n");
  fprintf(f, "      </Grid>\n");
}

bool vf_xdmf_write(const char *path, const VfXdmf *x, char message[], size_t size)
{
  char  *text   = NULL;
  size_t length = 0;
  FILE  *f      = open_memstream(&text, &length);
  bool   written;

  if (!f) {
    snprintf(message, size, "cannot write %s: out of memory", path);
    return false;
  }
  fprintf(f, "<?xml version=\"1.0\" ?>\n<!DOCTYPE Xdmf SYSTEM \"Xdmf.dtd\" []>\n<Xdmf Version=\"2.0\">\n  <Domain>\n");
  fprintf(f, "    <Grid Name=\"vitrifloat\" GridType=\"Collection\" CollectionType=\"Temporal\">\n");
  for (int k = 0; k < x->n_frames; k++) write_frame(f, x, &x->frames[k]);
  fputs(closing, f);
  written = fclose(f) == 0;
  if (written)
    written = vf_text_file_replace(path, text, length, VF_SAFE_FROM_KILL, message, size);
  else
    snprintf(message, size, "cannot write %s: out of memory", path);
  free(text);
  return written;
}

/* Puts text in place of the closing tags at the end of the file, or restores them. */
static bool replace_closing(int fd, const char *text, size_t length)
{
  const size_t tags = sizeof closing - 1;
  struct stat  info;
  off_t        end;
  int          reason;

  if (fstat(fd, &info)) return false;
  end = info.st_size - (off_t)tags;
  if (end >= 0 && pwrite(fd, text, length, end) == (ssize_t)length) return true;
  reason = errno ? errno : ENOSPC;
  if (end >= 0 && pwrite(fd, closing, tags, end) == (ssize_t)tags && ftruncate(fd, info.st_size)) reason = errno;
  errno = reason;
  return false;
}

bool vf_xdmf_append(const char *path, const VfXdmf *x, char message[], size_t size)
{
  char  *text   = NULL;
  size_t length = 0;
  FILE  *f      = open_memstream(&text, &length);
  int    fd     = open(path, O_RDWR);
  bool   written;

  if (f) {
    write_frame(f, x, &x->frames[x->n_frames - 1]);
    fputs(closing, f);
    fclose(f);
  }
  errno   = f ? errno : ENOMEM;
  written = f && text && fd >= 0 && replace_closing(fd, text, length);
  if (!written) snprintf(message, size, "cannot write %s: %s", path, strerror(errno));
  if (fd >= 0) close(fd);
  free(text);
  return written;
}
