using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Tables;
using Longhaul.Search.Events;
using Longhaul.Search.Experiments;
using Longhaul.Search.Graph;

namespace Longhaul.Search.FinalFit;

/// <summary>Fits one frozen program on all labelled rows, those of the vault included.</summary>
public interface IFinalFitter
{
    /// <summary>Fits a member. Its evidence is gathered below <see cref="FinalFitOrder.Evidence"/>; a fit that fails is a finding, not an exception.</summary>
    Task<Finding> FitAsync(FinalFitOrder order, CancellationToken cancellationToken);

    /// <summary>The development score of a program that learns from half of the rows of every fold; null where it can't be told.</summary>
    /// <param name="folds">The folds that are looked at, the first so many.</param>
    /// <param name="staging">An empty folder with an <c>evidence/</c>; the caller removes it.</param>
    Task<Score?> ScoreOnHalfAsync(CandidateProposed program, ExperimentId experiment, int folds, string staging, TimeSpan? timeLeft, CancellationToken cancellationToken);

    /// <summary>
    /// The submission's columns for the test rows, from the evidence of the members that were fitted: decided by what was frozen with the champion.
    /// </summary>
    /// <param name="evidence">The folder of a member's final fit.</param>
    /// <exception cref="Runs.UserErrorException">They don't fit together.</exception>
    IReadOnlyList<Column> Decide(Candidate champion, Func<CandidateId, string> evidence);
}

/// <summary>What to fit, and where.</summary>
/// <param name="Program">The frozen program.</param>
/// <param name="Experiment">The experiment that scored it.</param>
/// <param name="Staging">An empty folder.</param>
/// <param name="Bags">Models that differ by their seed alone, where the program is random.</param>
/// <param name="TimeLeft">Working time it may use at most; null: the default limit.</param>
public sealed record FinalFitOrder(CandidateProposed Program, ExperimentId Experiment, string Staging, int Bags, TimeSpan? TimeLeft)
{
    /// <summary>The name of its evidence and of its job: <c>final-c7</c>.</summary>
    public string Name => NameOf(new CandidateId(Program.Candidate));

    /// <summary>Where evidence is gathered; the program's own files stand there already (<c>pipeline.yaml</c>, or <c>files/</c> for a command).</summary>
    public string Evidence => Path.Combine(Staging, "evidence");

    /// <summary>The name of a member's final fit.</summary>
    public static string NameOf(CandidateId member) => $"final-{member}";
}
