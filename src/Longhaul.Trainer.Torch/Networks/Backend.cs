using TorchSharp;

namespace Longhaul.Trainer.Torch.Networks;

/// <summary>libtorch's own threads: as many as were granted.</summary>
internal static class Backend
{
    private static readonly Lock Gate = new();
    private static int _threads;

    /// <summary>
    /// Threads within one operation. Between operations there is one: nothing here would use more.
    /// </summary>
    public static void Use(int threads)
    {
        lock (Gate)
        {
            if (_threads == threads)
                return;
            if (_threads == 0)
                torch.set_num_interop_threads(1);
            torch.set_num_threads(_threads = threads);
        }
    }
}
