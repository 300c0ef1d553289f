using Longhaul.Execution.Torch;

namespace Longhaul.Tests.Execution.Torch;

public sealed class ElfVersionsTests
{
    // Any library that was linked against the C library asks for this version of it.
    private const string Asked = "GLIBC_2.2.5";

    private static byte[] Library => File.ReadAllBytes(Directory.EnumerateFiles(AppContext.BaseDirectory, "lib_lightgbm.so", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        .First(path => path.Contains("x64", StringComparison.Ordinal)));

    [Fact]
    public void Marking_a_needed_version_changes_its_flag_and_nothing_else()
    {
        var before = Library;
        var after = Library;

        var marked = ElfVersions.MakeOptional(after, Asked);

        marked.ShouldBeGreaterThan(0);
        Enumerable.Range(0, before.Length).Where(i => before[i] != after[i]).Select(i => after[i] ^ before[i]).ShouldBe(Enumerable.Repeat(2, marked));
    }

    [Fact]
    public void A_version_that_is_not_needed_changes_nothing()
    {
        var library = Library;

        ElfVersions.MakeOptional(library, "GLIBCXX_99.1").ShouldBe(0);

        library.ShouldBe(Library);
    }

    [Fact]
    public void What_is_no_library_or_only_the_start_of_one_is_refused()
    {
        Should.Throw<InvalidDataException>(() => ElfVersions.MakeOptional(new byte[4096], Asked));
        Should.Throw<InvalidDataException>(() => ElfVersions.MakeOptional(Library[..5000], Asked));
    }
}
