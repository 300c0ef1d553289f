using Longhaul.Runs.Tasks;

namespace Longhaul.Tests.Tasks;

public sealed class ShippedPackagesTests
{
    public static TheoryData<string> Names => [.. Repository.TasksOf("mle")];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_shipped_package_reads_without_warnings(string name)
    {
        var reading = TaskPackageReader.Read(Path.Combine(Repository.Tasks, name));

        var package = reading.Package.ShouldNotBeNull();
        reading.Questions.ShouldBeEmpty();
        reading.NeedsConfirmation.ShouldBeFalse();
        package.Warnings.ShouldBeEmpty();
        package.Id.ShouldBe(name);
        package.Targets.ShouldAllBe(target => reading.Tables!.Train.Has(target));
        package.Submission.Columns.ShouldAllBe(column => reading.Tables!.Sample.Has(column));
        reading.Tables!.Answers!.RowCount.ShouldBe(reading.Tables.Test.RowCount);
    }
}
