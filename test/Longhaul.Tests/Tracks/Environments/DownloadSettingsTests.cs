using System.Text;
using Longhaul.Execution.Network.Downloads;
using Longhaul.Runs;
using Longhaul.Runs.Tasks;
using Longhaul.Runs.Tasks.Yaml;
using Longhaul.Search.Events;
using Longhaul.Search.State;
using Longhaul.Tracks.Environments;
using Longhaul.Tracks.Papers.Delivery;

namespace Longhaul.Tests.Tracks.Environments;

public sealed class DownloadSettingsTests
{
    [Fact]
    public void A_token_comes_from_the_variable_else_from_a_file_that_only_its_owner_reads()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("token", "from-a-file\n");
        var settings = Of($"downloads:\n  huggingface.co: {{token: {{env: HF_TOKEN, file: {file}}}}}\n").ShouldHaveSingleItem();

        settings.Token(name => name == "HF_TOKEN" ? "from-a-variable" : null)!.Variable.ShouldBe("HF_TOKEN");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Should.Throw<UserErrorException>(() => settings.Token(_ => null)).Message.ShouldContain("chmod 600");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        settings.Token(_ => null)!.ToString().ShouldBe("huggingface.co: •••");
    }

    [Theory]
    [InlineData("downloads: {h: {token: secret}}")]
    [InlineData("downloads: {h: {token: {}}}")]
    [InlineData("downloads: {h: {token: {env: \"A B\"}}}")]
    [InlineData("downloads: {h: {token: {env: A}, header: \"X: y\"}}")]
    public void What_holds_a_token_itself_or_names_no_place_of_one_is_wrong(string yaml) => Should.Throw<TaskPackageException>(() => Of(yaml));

    [Fact]
    public void The_delivered_script_names_the_token_by_its_variable_and_quotes_whatever_an_address_holds()
    {
        var file = new FileFetched("s1.1.1", "https://h/a'b?c=$(id)", "downloads/it's.bin", 3, new string('a', 64), "HF_TOKEN", "Authorization");

        var script = ResourceScript.With(null, EnvironmentState.Empty.After(file))!;

        script.ShouldContain($"fetch 'downloads/it'\\''s.bin' {new string('a', 64)} 'https://h/a'\\''b?c=$(id)' \"${{HF_TOKEN:+Authorization: Bearer $HF_TOKEN}}\"\n");
        ResourceScript.With(script, EnvironmentState.Empty.After(file)).ShouldBe(script);
    }

    [Fact]
    public void A_secret_is_seen_wherever_a_stream_is_cut()
    {
        var secret = Encoding.UTF8.GetBytes("hf_secret");
        var stream = Encoding.UTF8.GetBytes("before hf_secret behind");

        for (var cut = 1; cut < stream.Length; cut++)
        {
            var watch = new SecretWatch([secret]);
            (watch.Sees(stream.AsSpan(0, cut)) | watch.Sees(stream.AsSpan(cut))).ShouldBeTrue($"cut at {cut}");
            var bytewise = new SecretWatch([secret]);
            stream.Count(one => bytewise.Sees([one])).ShouldBeGreaterThan(0);
        }
    }

    private static IReadOnlyList<DownloadSettings> Of(string yaml) => DownloadSettings.Of(YamlDocument.Parse("config.yaml", yaml));
}
