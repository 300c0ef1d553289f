using Longhaul.Execution.Torch;
using Longhaul.Pipelines;
using Longhaul.Runs;

namespace Longhaul.Builtin.Training;

/// <summary>
/// libtorch during a run. It is restored in the background while other experiments run, and networks are proposed once it is there; where no
/// decision may look at a clock they are proposed in their turn, and the first of them waits. Where it can't be had, the run goes on without them.
/// </summary>
/// <param name="torch">The libraries.</param>
/// <param name="waits">Whether the first network waits, rather than its turn.</param>
/// <param name="say">Told what a person should know, once each.</param>
public sealed class TorchSupply(LibTorch torch, bool waits, Action<string> say) : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Lock _gate = new();
    private Task<string?>? _restoring;

    /// <summary>The libraries.</summary>
    public LibTorch Torch => torch;

    /// <summary>Starts to restore what is missing, where a pipeline will need it.</summary>
    public void Prepare(IEnumerable<Pipeline> pipelines)
    {
        if (!torch.IsReady && pipelines.Any(pipeline => TrainerProgram.NeedsTorch(pipeline.Model)))
            _ = Restoring();
    }

    /// <summary>Whether the model can be run, now or after a wait that is allowed.</summary>
    public bool Offers(ModelSpec model)
    {
        if (!TrainerProgram.NeedsTorch(model) || torch.IsReady)
            return true;
        lock (_gate)
            return _restoring is { IsCompletedSuccessfully: true, Result: null } || (waits && _restoring is null or { IsCompleted: false });
    }

    /// <summary>The program for a model, when it can be started.</summary>
    /// <exception cref="EnvironmentLacksException">libtorch is needed and can't be had.</exception>
    public async Task<TrainerProgram> ProgramAsync(ModelSpec model, CancellationToken cancellationToken)
    {
        if (TrainerProgram.NeedsTorch(model) && !torch.IsReady && await Restoring().WaitAsync(cancellationToken).ConfigureAwait(false) is { } problem)
            throw new EnvironmentLacksException($"{model.Kind} needs libtorch. {problem}");
        return TrainerProgram.For(model, torch);
    }

    /// <summary>Stops a restore that still runs.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        if (_restoring is { } restoring)
            await restoring.ConfigureAwait(false);
        _end.Dispose();
    }

    private Task<string?> Restoring()
    {
        lock (_gate)
            return _restoring ??= Task.Run(RestoreAsync);
    }

    // What went wrong, or null.
    private async Task<string?> RestoreAsync()
    {
        try
        {
            if (torch.Obstacle() is null)
                say($"{TorchRestore.Announcement} …");
            await new TorchRestore(torch).RunAsync(_end.Token).ConfigureAwait(false);
            return null;
        }
        catch (EnvironmentLacksException problem)
        {
            say($"Goes on without neural networks: {problem.Message}");
            return problem.Message;
        }
        catch (OperationCanceledException)
        {
            return "The run ended before it was restored.";
        }
    }
}
