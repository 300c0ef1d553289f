using Longhaul.Evaluation.Scoring;
using Longhaul.Runs.Files;
using Longhaul.Runs.Tasks;
using Longhaul.Search.Alarms;
using Longhaul.Search.Graph;

namespace Longhaul.Tests.Search.Alarms;

public sealed class TooGoodCheckTests
{
    [Fact]
    public void Nearly_perfect_by_one_feature_is_an_alarm()
    {
        var alarm = Check(Direction.Maximize, constant: 0.5, score: 0.99, share: 0.97).ShouldNotBeNull();

        alarm.Columns.ShouldBe(["hint"]);
        alarm.Candidate.ShouldBe(2);
        alarm.What.ShouldContain("`hint`");
        Check(Direction.Minimize, constant: 4, score: 0.1, share: 0.97).ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Direction.Maximize, 0.5, 0.93, 0.97)] // strong, not perfect
    [InlineData(Direction.Maximize, 0.5, 0.99, 0.6)] // perfect by several features
    [InlineData(Direction.Minimize, 4, 0.5, 0.97)]
    public void Strong_models_and_models_of_many_features_are_none(Direction direction, double constant, double score, double share) =>
        Check(direction, constant, score, share).ShouldBeNull();

    private static Alarm? Check(Direction direction, double constant, double score, double share)
    {
        var best = Candidate(2, "lightgbm", direction, score);
        return TooGoodCheck.Of(best, new SolutionGraph([], direction).With(Candidate(1, "constant", direction, constant)).With(best), [("hint", share), ("x", 1 - share)]);
    }

    private static Candidate Candidate(int number, string family, Direction direction, double score) => new()
    {
        Id = new CandidateId(number),
        Operator = Operator.Draft,
        Parents = [],
        Family = family,
        Title = family,
        Hypothesis = "",
        Code = ContentHash.Of($"{number}"),
        Status = CandidateStatus.Scored,
        Score = Score.FromFolds([score], "m", direction),
    };
}
