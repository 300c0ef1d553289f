using System.Globalization;
using System.Text;
using Longhaul.Evaluation.Scoring;
using Longhaul.Evaluation.Vault;
using Longhaul.Reporting.Markdown;
using Longhaul.Search.Graph;

namespace Longhaul.Reporting.Writing.Sections;

/// <summary>How the final candidate was chosen, and how sure that choice is.</summary>
internal static class ChoiceSection
{
    public static string Write(ReportContext context)
    {
        if (context.Champion is not { Score: { } best } champion)
            return "";
        var text = new StringBuilder("## How the final one was chosen\n\n");
        var id = champion.Subject();
        text.Append("The host scored every candidate itself, from the predictions it left for rows whose labels it had not seen, on the same folds for all. ");
        text.Append(context.State.Questions.Count > 0 ? "A better development score proposes, the vault may object. Champion is [" : "The best development score wins: [");
        text.Append(id).Append("](#").Append(id).Append(") with ").Append(context.Reference(id, "score")).Append(". ");
        text.Append("As the best of many it is a little optimistic.\n");
        Gate(text, context);
        RunnerUp(text, context, champion, best);
        Submissions(text, context);
        FinalFit(text, context);
        Promise(text, context);
        return text.ToString();
    }

    private static void Gate(StringBuilder text, ReportContext context)
    {
        if (!context.State.Questions.Exists(asked => asked.Champion is not null))
            return;
        text.Append("\nThe vault was asked {{run:gate_questions}} times, each time about a challenger that was ahead of the champion on the development rows by half a standard error or more; ");
        text.Append(CultureInfo.InvariantCulture, $"it objects when it sees the challenger behind by more than {{{{const:{LadderGate.Step}|the one-sided five percent}}}}. ");
        text.Append("It turned away {{run:gate_refusals}}");
        var refused = context.State.Questions.Where(asked => !asked.Passed).Select(asked => asked.Challenger).Distinct().ToList();
        text.Append(refused.Count == 0 ? "" : ": ").AppendJoin(", ", refused.Select(number => context.State.Graph[new CandidateId(number)].Subject()).Select(id => $"[{id}](#{id})"));
        text.Append(".\n");
    }

    private static void FinalFit(StringBuilder text, ReportContext context)
    {
        if (context.State.Data is not { VaultScheme: not null } data)
            return;
        var all = data.VaultRows > 0 ? "all rows, the vault's among them" : "all rows";
        text.Append(context.State.Final switch
        {
            { Replaces: true } => $"\nThen the champion was frozen, and its code fitted once more on {all} (models of each program that is random: {{{{run:bags}}}}). That is what was submitted. "
                + "It agrees with what the folds' models said of the test rows: {{run:agreement}} (rank correlation, or the share of equal labels).\n",
            { Detail: var why } => $"\nThe champion could not be fitted once more on {all}; what the folds' models predict was submitted. Why: {MarkdownText.Quote(why)}\n",
            null => $"\nThe champion was not fitted once more on {all}: the run was ended before. What the folds' models predict was submitted.\n",
        });
    }

    private static void Promise(StringBuilder text, ReportContext context)
    {
        if (context.State.Promise is not { Promise: var promise } || context.Champion is not { } champion)
            return;
        text.Append("\nIts score on unseen rows is expected at {{run:expected}}, in nineteen cases of twenty within ").Append(context.Reference(champion.Subject(), "interval")).Append(". ");
        text.Append(promise.How);
        Curve(text, context);
        if (context.Figures.Has("run", "vault"))
            text.Append(" On the vault it scored {{run:vault}}, {{run:vault_off}} off the development score.");
        text.Append('\n');
        if (context.State.Grade?.Score is { } grade)
            text.Append("\nAfter grading: the grade was {{grade:off}} off what was expected, ").Append(promise.Holds(grade) ? "within" : "outside").Append(" the interval.\n");
    }

    private static void Curve(StringBuilder text, ReportContext context)
    {
        if (context.State.Curve is not { } curve || context.State.Promise is not { Promise.FromRows: not 0 })
            return;
        var id = new CandidateId(curve.Candidate);
        text.Append(" More rows than a fold's are worth {{run:from_rows}}: ").Append('[').Append(context.State.Graph[id].Subject()).Append("](#").Append(context.State.Graph[id].Subject())
            .Append(") scored {{run:curve_half}} after half of a fold's rows, {{run:curve_full}} after all of them");
        text.Append(curve.Folds > 0 && curve.Folds < context.State.Data?.Folds ? ", both on {{run:curve_folds}} of the folds." : ".");
    }

    private static void RunnerUp(StringBuilder text, ReportContext context, Candidate champion, Score best)
    {
        if (context.State.Graph.Ranked.FirstOrDefault(candidate => candidate.Id != champion.Id) is not { Score: { } score } second)
            return;
        var id = second.Subject();
        text.Append("\nNext comes [").Append(id).Append("](#").Append(id).Append(") with ").Append(context.Reference(id, "score")).Append(". ");
        text.Append(Compared(best, score)).Append('\n');
    }

    // All candidates are scored on the same folds, so the folds can be compared one by one.
    private static string Compared(Score best, Score second)
    {
        var pairs = best.Folds.Zip(second.Folds).Where(pair => double.IsFinite(pair.First) && double.IsFinite(pair.Second)).ToList();
        if (pairs.Count < 2)
            return "With one fold there is no telling how much of the difference is chance.";
        var won = pairs.Count(pair => best.Direction == Runs.Tasks.Direction.Maximize ? pair.First > pair.Second : pair.First < pair.Second);
        return won == pairs.Count
            ? "The best one is ahead of it on every fold."
            : "The best one is not ahead of it on every fold: chance may have decided between the two.";
    }

    private static void Submissions(StringBuilder text, ReportContext context)
    {
        // A final fit renews the submission of the candidate that has it already.
        var changes = context.State.Submissions.Select(entry => entry.Submission).Where((submission, i) => i == 0 || context.State.Submissions[i - 1].Submission.Candidate != submission.Candidate).ToList();
        if (changes.Count < 2 || context.Settings.Clockless)
            return;
        text.Append("\nThe submission that would have counted changed hands like this:\n\n| candidate | score | after |\n| --- | --- | --- |\n");
        foreach (var submission in changes)
        {
            if (context.State.Graph.Candidates.Find(candidate => candidate.Id.Number == submission.Candidate) is not { } candidate)
                continue;
            var id = candidate.Subject();
            text.Append("| [").Append(id).Append("](#").Append(id).Append(") | ").Append(context.Reference(id, "score")).Append(" | ").Append(context.Reference(id, "at")).Append(" |\n");
        }
    }
}
