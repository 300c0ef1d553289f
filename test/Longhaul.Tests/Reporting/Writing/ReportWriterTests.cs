using Longhaul.Cli.Arguments;
using Longhaul.Evaluation.Vault;
using Longhaul.Execution.Executors;
using Longhaul.Reporting.Figures;
using Longhaul.Reporting.Writing.Sections;
using Longhaul.Search.Events;

namespace Longhaul.Tests.Reporting.Writing;

public sealed class ReportWriterTests
{
    [Fact]
    public async Task Every_figure_carries_the_id_of_its_experiment()
    {
        using var run = new RunBuilder();
        run.Scored("linear", 0.90, 0.91, 0.92);
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));
        run.End(best: 2);

        await run.WriteReport();

        run.Read("report.source.md").ShouldContain("{{e2:score}}");
        run.Read("report.md").ShouldContain("**0.9350 [e2]** roc_auc, higher is better");
        FigureCheck.Check(run.Read("report.source.md"), new FigureSource(run.State)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_look_is_called_one_and_has_no_spread()
    {
        using var run = new RunBuilder();
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));
        run.Looked("linear", 0.99);

        await run.WriteReport();

        run.Read("report.md").ShouldContain("| linear | 0.9900 [e2] | – | 20.2 s [e2] | success, a look |");
        run.Read("report.md").ShouldContain("- Score 0.9900 [e2], spread –; no other fold was scored\n");
        FigureCheck.Check(run.Read("report.source.md"), new FigureSource(run.State)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false, 300, "- Go on from here with more time: longhaul extend run --budget 30m")]
    [InlineData(true, 300, "- Try again with more time: longhaul run small --like run --budget 1h")]
    [InlineData(false, null, "- Try again with more time: longhaul run small --like run --budget 1h")]
    public async Task What_would_be_next_is_something_that_can_be_done(bool graded, int? seconds, string line)
    {
        using var run = new RunBuilder();
        run.Settings = run.Settings with { BudgetSeconds = seconds, MaxExperiments = 5 };
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));
        run.End(best: 1);
        if (graded)
            run.Grade(0.93, "gold");

        await run.WriteReport();

        run.Read("report.md").ShouldContain(line);
    }

    [Fact]
    public async Task The_same_submission_is_promised_only_where_nothing_else_has_a_say()
    {
        using var run = new RunBuilder();
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));
        run.Settings = run.Settings with { BudgetSeconds = null, MaxExperiments = 20 };
        await run.WriteReport();
        run.Read("report.md").ShouldContain("the same command gives the same submission");

        run.Settings = run.Settings with { Workers = 4, Answers = new Dictionary<string, string> { ["metric"] = "rmse" } };
        await run.WriteReport();

        run.Read("report.md").ShouldContain("Experiments ran side by side");
        run.Read("report.md").ShouldContain("longhaul run small --answer metric=rmse --workers 4 --max-experiments 20 --seed 0");
    }

    [Theory]
    [InlineData(new[] { 0 })]
    [InlineData(new[] { 3 })]
    [InlineData(new[] { 0, 1 })]
    [InlineData(new[] { 1, 3 })]
    public void The_command_line_names_the_same_gpus(int[] gpus)
    {
        using var run = new RunBuilder();
        run.Settings = run.Settings with { Gpus = gpus };

        GpuOption.Parse(AgainSection.Write(run.Context).Split("--gpus ")[1].Split('\n', ' ')[0]).ShouldBe(gpus);
    }

    [Theory]
    [InlineData(8, 1, true)]
    [InlineData(8, 4, true)]
    [InlineData(2, 1, false)]
    public void The_command_line_names_how_many_experiments_run_at_once_unless_that_is_one_as_usual(int threads, int workers, bool named)
    {
        using var run = new RunBuilder();
        run.Settings = run.Settings with { Threads = threads, Workers = workers };

        AgainSection.Write(run.Context).Contains($"--workers {workers}", StringComparison.Ordinal).ShouldBe(named);
    }

    [Fact]
    public async Task A_promoted_look_that_helped_stands_beside_what_it_was_made_from()
    {
        using var run = new RunBuilder();
        run.Parent = run.Scored("lightgbm", 0.90, 0.91, 0.92);
        run.Parent = run.Looked("lightgbm", 0.99);
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.951));

        await run.WriteReport();

        run.Read("report.source.md").ShouldContain("**Changes that helped**");
        run.Read("report.source.md").ShouldContain("| {{e3:score}} | {{e3:spread}} | {{e1:score}} |");
    }

    [Fact]
    public async Task The_same_journal_gives_the_same_files()
    {
        using var run = new RunBuilder();
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));

        var first = (await run.WriteReport()).Hashes(run.Folder);
        var second = (await run.WriteReport()).Hashes(run.Folder);

        second.ShouldBe(first);
    }

    [Fact]
    public async Task A_run_without_a_valid_result_has_a_report_that_says_why()
    {
        using var run = new RunBuilder();
        run.Failed("lightgbm", Ending.OutOfMemory, "it asked for more than 4 GiB", "linked to /etc/passwd");
        run.End();

        await run.WriteReport();

        run.Read("report.md").ShouldContain("There is no valid result");
        run.Read("report.md").ShouldContain("failed: out of memory");
        run.Read("report.md").ShouldContain("**Contained:** linked to /etc/passwd");
        FigureCheck.Check(run.Read("report.source.md"), new FigureSource(run.State)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_run_that_has_not_begun_has_a_report()
    {
        using var run = new RunBuilder();

        await run.WriteReport();

        run.Read("report.md").ShouldContain("Nothing was tried.");
    }

    [Fact]
    public async Task A_run_without_a_sandbox_says_so_before_its_result()
    {
        using var run = new RunBuilder();
        run.Settings = run.Settings with { Sandbox = "none" };
        run.Scored("lightgbm", 0.93);

        await run.WriteReport();

        var report = run.Read("report.md");
        report.IndexOf("this run had no sandbox", StringComparison.Ordinal).ShouldBeInRange(0, report.IndexOf("## Result", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_grade_is_marked_as_computed_afterwards()
    {
        using var run = new RunBuilder();
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));
        run.End(best: 1);
        run.Grade(0.9312, "silver");

        await run.WriteReport();

        run.Read("report.md").ShouldContain("Grade (after grading) | **0.93120 [grade]**, medal: silver");
        run.Read("report.md").ShouldContain("bronze 0.9 (task.yaml)");
    }

    [Theory]
    [InlineData(2, "both on 2 [run] of the folds")]
    [InlineData(3, "0.9350 [run] after all of them.")]
    public async Task What_a_promise_adds_for_more_rows_has_its_figures(int folds, string end)
    {
        using var run = new RunBuilder();
        run.Submit(run.Scored("lightgbm", 0.93, 0.94, 0.935));
        run.Record("c1", new CurveMeasured(1, 0.92, 0.935, folds));
        run.Record("promise", new PromiseMade(1, new Promise(0.9391, 0.93, 0.95, 0.935, null, 0.0041, 0.004, 0.002, "As it was made.")));
        run.End(best: 1);

        await run.WriteReport();

        run.Read("report.md").ShouldContain("As it was made. More rows than a fold's are worth 0.004100 [run]: [e1](#e1) scored 0.9200 [run] after half of a fold's rows, 0.9350 [run] after all of them");
        run.Read("report.md").ShouldContain(end);
        FigureCheck.Check(run.Read("report.source.md"), new FigureSource(run.State)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_hundred_experiments_are_reported()
    {
        using var run = new RunBuilder();
        for (var i = 0; i < 500; i++)
            run.Scored($"family {i % 9}", 0.9 + (i * 1e-5), 0.91 + (i % 7 * 1e-3), 0.92);

        (await run.WriteReport()).ShouldNotBeNull();
    }
}
