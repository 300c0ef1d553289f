using System.Runtime.InteropServices;
using Longhaul.Trainer;
using Longhaul.Trainer.Models;
using Longhaul.Trainer.Torch;

// The trainer with the kinds of models that need libtorch, and all of its own. The host puts libtorch on the loader's path.
if (!NativeLibrary.TryLoad("LibTorchSharp", typeof(TorchLearners).Assembly, null, out _))
{
    Console.Error.WriteLine("libtorch can't be loaded: its folder must stand in LD_LIBRARY_PATH. `longhaul doctor` says whether it is here.");
    return 3;
}

LearnerFactory.Further = new TorchLearners(TimeProvider.System);
return new TrainCommand(TimeProvider.System, Console.Out, Console.Error).Run(args);
