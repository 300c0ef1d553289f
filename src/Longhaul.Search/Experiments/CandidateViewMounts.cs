using Longhaul.Evaluation.Views;
using Longhaul.Execution.Sandbox;
using Longhaul.Runs.Files;
using Longhaul.Runs.Folder;

namespace Longhaul.Search.Experiments;

/// <summary>The folds' views on disk, written when they are first needed, and how they are mounted.</summary>
public sealed class CandidateViewMounts(RunFolder folder, TaskData data)
{
    private readonly Lazy<IReadOnlyList<FurtherFile>> _further = new(() => FurtherFiles.Of(data.Task));
    private readonly Lock _writing = new();

    /// <summary>The mounts that make up <c>data/</c>, all of them read-only.</summary>
    public IReadOnlyList<Mount> Prepare(CandidateView view)
    {
        var path = view.Fold < 0 ? folder.WholeData : folder.FoldData(view.Fold);
        lock (_writing)
        {
            if (!Directory.Exists(path))
                Write(view, path);
        }

        return [new Mount(path, "data"), .. _further.Value.Select(file => new Mount(file.Source ?? Cover(file.IsFolder), $"data/{file.Name}"))];
    }

    // Written beside and renamed, so that a crash leaves no half of it.
    private void Write(CandidateView view, string path)
    {
        var making = path + ".tmp";
        if (Directory.Exists(making))
            Directory.Delete(making, recursive: true);
        CandidateViewFiles.Write(data, view, making);
        // A mount needs a place to be mounted on, and the view itself is read-only in the sandbox.
        foreach (var file in _further.Value.Where(file => file.Source is not null))
        {
            if (file.IsFolder)
                Directory.CreateDirectory(Path.Combine(making, file.Name));
            else
                File.Create(Path.Combine(making, file.Name)).Dispose();
        }

        Directory.Move(making, path);
    }

    // What a candidate sees in the place of a file that might hold labels.
    private string Cover(bool isFolder)
    {
        var path = Path.Combine(folder.Data, isFolder ? "withheld" : "withheld.txt");
        if (isFolder)
            Directory.CreateDirectory(path);
        else if (!File.Exists(path))
            AtomicFile.Write(path, "withheld: this file may hold labels\n");
        return path;
    }
}
