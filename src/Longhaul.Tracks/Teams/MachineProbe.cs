using Longhaul.Execution.Executors;
using Longhaul.Execution.Files;
using Longhaul.Runs;
using Longhaul.Runs.Files;
using Longhaul.Search.Events;
using Longhaul.Search.Loop;
using Longhaul.Team.Desk;

namespace Longhaul.Tracks.Teams;

/// <summary>What programs find on this machine, looked up from inside the sandbox and written down for the roles: <c>analysis/environment.md</c>.</summary>
internal static class MachineProbe
{
    private const string Stage = "environment";
    private const string File = "analysis/environment.md";
    private static readonly Bytes LargestAnswer = Bytes.FromMiB(1);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private const string Script = """
        echo "- cores: $(nproc)"
        python3 --version >/dev/null 2>&1 && echo "- $(python3 --version 2>&1) at $(command -v python3), with:" || echo "- python3: not there"
        python3 - 2>/dev/null <<'END'
        import importlib.metadata as found
        known = {d.metadata["Name"]: d.version for d in found.distributions() if d.metadata["Name"]}
        wanted = "numpy pandas scipy scikit-learn xgboost lightgbm catboost torch torchvision transformers statsmodels pillow opencv-python polars pyarrow matplotlib".split()
        there = {n.lower(): v for n, v in known.items()}
        print("  for modelling: " + (", ".join(f"{n} {there[n]}" for n in wanted if n in there) or "nothing") + "; not there: " + (", ".join(n for n in wanted if n not in there) or "nothing"))
        print("  all: " + (", ".join(f"{n} {v}" for n, v in sorted(known.items(), key=lambda p: p[0].lower())) or "the standard library alone"))
        END
        for tool in dotnet gcc g++ cargo node R julia; do command -v $tool >/dev/null 2>&1 && echo "- $tool: $($tool --version 2>&1 | head -n 1)" || echo "- $tool: not there"; done
        nvidia-smi -L 2>/dev/null | sed 's/^/- /' || true
        echo "- network: $1"
        """;

    /// <summary>Looks once a run.</summary>
    /// <param name="hosts">What the task grants of the network.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task WriteAsync(RunLedger ledger, IDesk desk, IReadOnlyList<string> hosts, CancellationToken cancellationToken)
    {
        if (ledger.State.Stages.Exists(done => done.Stage == Stage))
            return;
        var scratch = Path.Combine(ledger.Folder.Cache, "scratch");
        var (folder, log) = (Path.Combine(scratch, "probe"), Path.Combine(scratch, "probe.log"));
        Directory.CreateDirectory(folder);
        await desk.RunAsync(new JobId("probe"), ["/bin/sh", "-c", Script, "probe", hosts.Count == 0 ? "none" : string.Join(", ", hosts)], folder, [], Limit, log, cancellationToken).ConfigureAwait(false);
        var answer = System.IO.File.Exists(log) ? JobFiles.ReadText(scratch, "probe.log", LargestAnswer) : "- nothing could be found out\n";
        var path = Path.Combine(ledger.Folder.Workspace, File);
        AtomicFile.Write(path, $"# What programs find on this machine\n\n{Printable.Of(answer)}");
        FolderRemoval.Remove(folder);
        ledger.Record(Stage, new StageDone(Stage, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [Path.GetRelativePath(ledger.Folder.Root, path)] = ContentHash.OfFile(path).Value,
        }));
    }
}
