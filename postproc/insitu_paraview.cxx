/* ParaView's Catalyst behind insitu.h: the one file in C++, a library of its own that a run opens only when its case asks.

   The script runs inside pipelines/guard.py, which lets no exception out and leaves its message in the data description's user data.
   Reference: ParaView's own headers, vtkCPProcessor.h and vtkCPPythonScriptV2Pipeline.h (5.9 or later). */
#include "postproc/insitu.h"
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string>
#include <vtkCPDataDescription.h>
#include <vtkCPInputDataDescription.h>
#include <vtkCPProcessor.h>
#include <vtkCPPythonScriptV2Pipeline.h>
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkLogger.h>
#include <vtkMPI.h>
#include <vtkNew.h>
#include <vtkRectilinearGrid.h>
#include <vtkSmartPointer.h>
#include <vtkStringArray.h>
#include <vtkUnsignedCharArray.h>

namespace
{

constexpr const char *log_id = "vitrifloat";

struct State {
  MPI_Comm                            comm;
  std::string                         channel;
  int                                 whole[6];
  vtkSmartPointer<vtkCPProcessor>     processor;
  vtkSmartPointer<vtkRectilinearGrid> grid; /* its geometry; fields are attached for the time of a call */
  std::string                         complaint;
};

/* VTK takes arrays it may write to; save = 1: it neither writes nor frees these. */
template <class Array, class Value>
vtkSmartPointer<Array> borrow(const char *name, const Value *values, int components, vtkIdType n)
{
  auto array = vtkSmartPointer<Array>::New();

  array->SetName(name);
  array->SetNumberOfComponents(components);
  array->SetArray(const_cast<Value *>(values), n * components, 1);
  return array;
}

/* The first thing that ParaView reports as an error, in one line. */
void note_complaint(void *context, const vtkLogger::Message &message)
{
  auto *complaint = static_cast<std::string *>(context);

  if (!complaint->empty()) return;
  *complaint = message.message;
  for (char &c : *complaint) c = static_cast<unsigned char>(c) < ' ' ? ' ' : c;
}

int tell(char message[VF_INSITU_MESSAGE], const std::string &text, int code)
{
  strncpy(message, text.c_str(), VF_INSITU_MESSAGE - 1);
  message[VF_INSITU_MESSAGE - 1] = '\0';
  return code;
}

void make_grid(const VfInsituGrid &g, State &s)
{
  int       extent[6] = {g.first[0], g.first[0] + g.cells[0], g.first[1], g.first[1] + g.cells[1], 0, 0};
  const int whole[6]  = {
       g.whole_first[0], g.whole_first[0] + g.whole_cells[0], g.whole_first[1], g.whole_first[1] + g.whole_cells[1], 0, 0};
  const vtkIdType n = static_cast<vtkIdType>(g.cells[0]) * g.cells[1];

  vtkNew<vtkDoubleArray> level;
  level->InsertNextValue(0.0);
  s.grid = vtkSmartPointer<vtkRectilinearGrid>::New();
  s.grid->SetExtent(extent);
  s.grid->SetXCoordinates(borrow<vtkDoubleArray>("x", g.x, 1, g.cells[0] + 1));
  s.grid->SetYCoordinates(borrow<vtkDoubleArray>("y", g.y, 1, g.cells[1] + 1));
  s.grid->SetZCoordinates(level);
  s.grid->GetCellData()->AddArray(borrow<vtkUnsignedCharArray>(vtkDataSetAttributes::GhostArrayName(), g.ghost, 1, n));
  memcpy(s.whole, whole, sizeof whole);
}

/* A description of this step without its data. */
vtkSmartPointer<vtkCPDataDescription> describe(const State &s, long step, double time, bool last)
{
  auto description = vtkSmartPointer<vtkCPDataDescription>::New();

  description->AddInput(s.channel.c_str());
  description->SetTimeData(time, step);
  if (last) description->ForceOutputOn();
  return description;
}

/* What the guard has to say. */
std::string failure_of(vtkCPDataDescription *description)
{
  vtkFieldData *data   = description->GetUserData();
  auto         *failed = data ? vtkStringArray::SafeDownCast(data->GetAbstractArray("failed")) : nullptr;

  return failed && failed->GetNumberOfValues() > 0 ? failed->GetValue(0) : std::string();
}

int init(const VfInsituSetup *setup, void **state, char message[VF_INSITU_MESSAGE])
{
  message[0] = '\0';
  try {
    auto *s = new State;
    MPI_Comm_dup(setup->comm, &s->comm); /* its messages apart from the run's; VTK keeps it to the end of the process */
    s->channel = setup->channel;
    *state     = s;
    setenv("VITRIFLOAT_INSITU", setup->settings, 1);
    setenv("LP_NUM_THREADS", "1", 0); /* software rendering: one thread a rank, as the run */
    vtkLogger::EnableUnsafeSignalHandler = false;
    vtkLogger::SetStderrVerbosity(vtkLogger::VERBOSITY_OFF);
    vtkLogger::AddCallback(log_id, note_complaint, &s->complaint, vtkLogger::VERBOSITY_ERROR);
    make_grid(setup->grid, *s);
    s->processor = vtkSmartPointer<vtkCPProcessor>::New();
    vtkMPICommunicatorOpaqueComm comm(&s->comm);
    if (!s->processor->Initialize(comm, setup->directory)) return tell(message, "ParaView did not start: " + s->complaint, 1);
    vtkNew<vtkCPPythonScriptV2Pipeline> pipeline;
    if (!pipeline->Initialize(setup->script)) return tell(message, "ParaView did not take the script: " + s->complaint, 1);
    s->processor->AddPipeline(pipeline);
    return 0;
  } catch (const std::exception &e) {
    return tell(message, e.what(), 1);
  } catch (...) {
    return tell(message, "an error without a name", 1);
  }
}

bool needed(void *state, long step, double time, bool last)
{
  try {
    auto *s = static_cast<State *>(state);

    return s->processor->RequestDataDescription(describe(*s, step, time, last)) != 0;
  } catch (...) {
    return false;
  }
}

int run_pipeline(State *s, const VfInsituFrame *frame, char message[VF_INSITU_MESSAGE])
{
  auto            description = describe(*s, frame->step, frame->time, frame->last);
  const vtkIdType n           = s->grid->GetNumberOfCells();

  vtkNew<vtkFieldData>       user;
  vtkNew<vtkRectilinearGrid> grid;
  description->SetUserData(user);
  if (!s->processor->RequestDataDescription(description)) return 0;
  grid->ShallowCopy(s->grid);
  for (int k = 0; k < frame->n; k++) {
    const VfInsituArray &a = frame->arrays[k];

    if (a.values)
      grid->GetCellData()->AddArray(borrow<vtkDoubleArray>(a.name, a.values, a.components, n));
    else
      grid->GetCellData()->AddArray(borrow<vtkUnsignedCharArray>(a.name, a.bytes, a.components, n));
  }
  vtkCPInputDataDescription *input = description->GetInputDescriptionByName(s->channel.c_str());
  input->SetGrid(grid);
  input->SetWholeExtent(s->whole);
  const int         done   = s->processor->CoProcess(description);
  const std::string failed = failure_of(description);
  if (!failed.empty()) return tell(message, failed, 1);
  if (!done) return tell(message, s->complaint.empty() ? "ParaView gave up without a reason" : s->complaint, 1);
  return tell(message, s->complaint, 0);
}

int execute(void *state, const VfInsituFrame *frame, char message[VF_INSITU_MESSAGE])
{
  auto *s    = static_cast<State *>(state);
  message[0] = '\0';
  s->complaint.clear();
  try {
    return run_pipeline(s, frame, message);
  } catch (const std::exception &e) {
    return tell(message, e.what(), 1);
  } catch (...) {
    return tell(message, "an error without a name", 1);
  }
}

void finalize(void **state)
{
  auto *s = static_cast<State *>(*state);

  if (!s) return;
  try {
    if (s->processor) s->processor->Finalize();
    vtkLogger::RemoveCallback(log_id);
  } catch (...) { /* the run is over: there is nobody left to tell */
  }
  delete s;
  *state = nullptr;
}

} // namespace

extern "C" __attribute__((visibility("default"))) const VfInsituBackend vf_insitu_backend = {init, needed, execute, finalize};
