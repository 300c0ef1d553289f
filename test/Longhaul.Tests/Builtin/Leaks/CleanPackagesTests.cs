using Longhaul.Builtin.Leaks;
using Longhaul.Builtin.Profile;
using Longhaul.Evaluation.Views;
using Longhaul.Runs.Tasks;

namespace Longhaul.Tests.Builtin.Leaks;

public sealed class CleanPackagesTests
{
    public static TheoryData<string> Packages => [.. Repository.TasksOf("mle")];

    [Theory]
    [MemberData(nameof(Packages))]
    public void A_clean_package_raises_no_alarm(string package)
    {
        var task = TaskPackageReader.Read(Path.Combine(Repository.Tasks, package), new TaskReaderOptions()).Package.ShouldNotBeNull();
        var data = TaskData.Load(task, seed: 0);
        var profile = DataProfile.Of(task, data.Train, data.Test, data.Problem);
        var alarms = LeakAudit.Of(data, profile, seed: 0);

        alarms.Select(alarm => alarm.Line).ShouldBeEmpty();
    }
}
