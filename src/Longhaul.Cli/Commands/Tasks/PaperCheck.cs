using Longhaul.Cli.Hosting;
using Longhaul.Cli.Output;
using Longhaul.Evaluation.Rubrics;
using Longhaul.Papers;
using Longhaul.Runs;
using Longhaul.Runs.Tasks.Papers;

namespace Longhaul.Cli.Commands.Tasks;

/// <summary><c>task check</c> of a paper.</summary>
internal static class PaperCheck
{
    /// <summary>What the paper is; null where the path leads to another kind of task.</summary>
    public static PaperFacts? Of(string path)
    {
        try
        {
            return PaperPackageReader.Read(path) is { } paper
                ? PaperFacts.Of(paper, PaperReader.Read(paper.Paper), paper.Rubric is { } rubric ? Rubric.Read(rubric) : null)
                : null;
        }
        catch (UserErrorException fault) when (IsPaper(path))
        {
            return new PaperFacts { Valid = false, Fault = fault.Message };
        }
    }

    /// <summary>Prints it; 0, or 1 where something is wrong.</summary>
    public static int Show(Session session, PaperFacts facts, bool json)
    {
        if (json)
            CliJson.Print(session, facts, CliJson.Default.PaperFacts);
        else if (facts.Fault is { } fault)
            session.Error.WriteLine(fault);
        foreach (var line in json || !facts.Valid ? [] : facts.Lines())
            session.Out.WriteLine(line);
        if (!json)
            session.Out.WriteLine(facts.Valid ? "The paper can be worked on; `run` needs a language model (--model)." : "The paper can't be worked on as it is.");
        return facts.Valid ? 0 : 1;
    }

    private static bool IsPaper(string path)
    {
        try
        {
            return PaperPackageReader.IsPaper(path);
        }
        catch (UserErrorException)
        {
            return false;
        }
    }
}
