using System.ComponentModel;
using ModelContextProtocol.Server;

namespace Longhaul.Dummy;

/// <summary>A real MCP server over standard input and output, with as many tools as it is told.</summary>
internal static class ToolServer
{
    private static readonly string[] Subjects = ["weather", "molecules", "stars", "trains", "rivers", "birds"];

    public static async Task<int> RunAsync(int tools)
    {
        var options = new McpServerOptions { ToolCollection = [] };
        foreach (var number in Enumerable.Range(0, tools))
            options.ToolCollection.Add(McpServerTool.Create(Tool(number), new McpServerToolCreateOptions { Name = $"tool{number}", Description = $"Tells of {Subjects[number % Subjects.Length]}, edition {number}.", ReadOnly = true }));
        options.ToolCollection.Add(McpServerTool.Create(Variable, new McpServerToolCreateOptions { Name = "variable", Description = "The value of a variable of this process." }));
        options.ToolCollection.Add(McpServerTool.Create(Fail, new McpServerToolCreateOptions { Name = "fail", Description = "Fails." }));
        await using var transport = new StdioServerTransport("dummy");
        await using var server = McpServer.Create(transport, options);
        await server.RunAsync();
        return 0;
    }

    private static Func<string, string> Tool(int number) => ([Description("What to tell of.")] topic) => $"{number} tells of {topic}";

    private static string Variable(string name) => Environment.GetEnvironmentVariable(name) ?? "(none)";

    private static string Fail() => throw new InvalidOperationException("It can't be done.");
}
