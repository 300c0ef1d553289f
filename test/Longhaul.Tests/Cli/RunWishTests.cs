using Longhaul.Cli.Requests;
using Longhaul.Runs.Tasks;
using Longhaul.Tests.Search.Loop;

namespace Longhaul.Tests.Cli;

public sealed class RunWishTests
{
    [Theory]
    [InlineData(null, null, 3)]
    [InlineData(2, null, 2)]
    [InlineData(null, 5, null)]
    [InlineData(2, 5, 2)]
    public void A_run_like_an_earlier_one_has_as_many_workers_unless_it_has_to_come_out_again(int? asked, int? experiments, int? workers)
    {
        var like = SmallSearch.Usual with { MaxExperiments = null, BudgetSeconds = 60, Workers = 3 };
        var task = TaskPackageReader.Read(Path.Combine(Repository.Tasks, "penguins")).Require();

        new RunWish { Workers = asked, MaxExperiments = experiments }.For(task, "run", like).Workers.ShouldBe(workers);
    }
}
