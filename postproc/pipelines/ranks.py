"""Sums and extremes over the ranks of a run; on one process, and in ParaView's window, the numbers as they are."""
from vtkmodules.vtkCommonCore import vtkDoubleArray
from vtkmodules.vtkParallelCore import vtkCommunicator, vtkMultiProcessController


def _reduced(values, operation):
    controller = vtkMultiProcessController.GetGlobalController()
    values = [float(v) for v in values]
    if controller is None or controller.GetNumberOfProcesses() < 2:
        return values
    own, all_of_them = vtkDoubleArray(), vtkDoubleArray()
    for v in values:
        own.InsertNextValue(v)
    all_of_them.SetNumberOfTuples(len(values))
    controller.AllReduce(own, all_of_them, operation)
    return [all_of_them.GetValue(k) for k in range(len(values))]


def largest(values):
    """The largest over all ranks, number by number.  Collective."""
    return _reduced(values, vtkCommunicator.MAX_OP)


def total(values):
    """The sum over all ranks, number by number.  Collective."""
    return _reduced(values, vtkCommunicator.SUM_OP)


def is_first():
    """Is this the rank that writes for all?"""
    controller = vtkMultiProcessController.GetGlobalController()
    return controller is None or controller.GetLocalProcessId() == 0
