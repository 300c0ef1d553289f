using System.Text;
using System.Text.Json;
using Longhaul.Runs.Folder;
using Longhaul.Team.Roles;
using Longhaul.Team.Tools;
using Longhaul.Team.Tools.Files;

namespace Longhaul.Tests.Team;

public sealed class FileToolsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_program_stays_one_when_it_is_edited_or_written_anew()
    {
        var path = _folder.Write("workspace/code/run.sh", "#!/bin/sh\necho 1\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        await UseAsync(new EditTool(), """{"path": "code/run.sh", "old": "echo 1", "new": "echo 2"}""");
        var edited = File.GetUnixFileMode(path);
        await UseAsync(new WriteTool(), """{"path": "code/run.sh", "content": "echo 3\n"}""");

        edited.ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        File.GetUnixFileMode(path).ShouldBe(edited);
    }

    [Fact]
    public async Task A_script_that_names_its_interpreter_can_be_run()
    {
        await UseAsync(new WriteTool(), """{"path": "code/run.sh", "content": "#!/bin/sh\n"}""");
        await UseAsync(new WriteTool(), """{"path": "code/notes.md", "content": "# Notes\n"}""");

        File.GetUnixFileMode(_folder.At("workspace/code/run.sh")).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
        File.GetUnixFileMode(_folder.At("workspace/code/notes.md")).HasFlag(UnixFileMode.UserExecute).ShouldBeFalse();
    }

    [Fact]
    public async Task A_file_in_another_encoding_is_not_spoilt_by_an_edit()
    {
        var bytes = Encoding.Latin1.GetBytes("name = 'Müller'\nseed = 1\n");
        var path = _folder.Write("workspace/code/a.py", bytes);

        var result = await UseAsync(new EditTool(), """{"path": "code/a.py", "old": "seed = 1", "new": "seed = 2"}""");

        result.Outcome.ShouldBe(ToolOutcome.Wrong);
        result.Text.ShouldContain("UTF-8");
        File.ReadAllBytes(path).ShouldBe(bytes);
    }

    [Fact]
    public async Task An_edit_keeps_a_byte_order_mark()
    {
        var path = _folder.Write("workspace/code/a.csv", [0xef, 0xbb, 0xbf, .. "a,b\n1,2\n"u8]);

        await UseAsync(new EditTool(), """{"path": "code/a.csv", "old": "1,2", "new": "3,4"}""");

        File.ReadAllBytes(path).ShouldBe([0xef, 0xbb, 0xbf, .. "a,b\n3,4\n"u8]);
    }

    private Task<ToolResult> UseAsync(ITool tool, string arguments)
    {
        var values = JsonDocument.Parse(arguments).RootElement.EnumerateObject().ToDictionary(argument => argument.Name, argument => argument.Value, StringComparer.Ordinal);
        return tool.UseAsync(new ToolArguments(tool.Name, values), new ToolScene(new RunFolder(_folder.Path), RoleBook.All["implementer"], "s1", "s1.1.1", []), TestContext.Current.CancellationToken);
    }
}
