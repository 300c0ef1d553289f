using Longhaul.Pipelines;
using Longhaul.Runs.Folder;
using Longhaul.Runs.Tables;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tracks.Hosting;

/// <summary>Pipelines that a person brings with <c>--pipeline</c>.</summary>
public static class PipelineFiles
{
    /// <summary>Reads one and holds its columns against the task's.</summary>
    /// <exception cref="PipelineException">The file is missing or wrong; the message names file, line and column.</exception>
    public static GivenPipeline Read(string file, TaskPackage task)
    {
        var known = Table.ReadHeader(task.TestFile).Except(task.Targets, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        return new GivenPipeline(Path.GetFileName(file), Pipeline.Read(file, known).ToYaml());
    }
}
