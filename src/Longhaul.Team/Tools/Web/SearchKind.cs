namespace Longhaul.Team.Tools.Web;

/// <summary>How a kind of search service is asked, and where its answer holds what: data, so that one more is one more line.</summary>
/// <param name="Url">Its usual address; null: whoever uses it runs one, and says where. <c>{query}</c> and <c>{count}</c> are filled in.</param>
/// <param name="Body">The JSON that is sent, with the same places; null: it is asked by GET.</param>
/// <param name="Header">The header that carries its key.</param>
/// <param name="Prefix">What stands before the key there.</param>
/// <param name="Results">The way to the list of results in its answer: <c>web.results</c>.</param>
/// <param name="Title">A result's field of that meaning, as the two that follow.</param>
public sealed record SearchKind(string Name, string? Url, string? Body, string Header, string Prefix, string Results, string Title, string Address, string Text)
{
    /// <summary>The kinds that are known: SearXNG's JSON format, Brave's Search API, Tavily's.</summary>
    public static IReadOnlyList<SearchKind> All { get; } =
    [
        new("searxng", null, null, "Authorization", "Bearer ", "results", "title", "url", "content"),
        new("brave", "https://api.search.brave.com/res/v1/web/search?q={query}&count={count}", null, "X-Subscription-Token", "", "web.results", "title", "url", "description"),
        new("tavily", "https://api.tavily.com/search", """{"query": {query}, "max_results": {count}}""", "Authorization", "Bearer ", "results", "title", "url", "content"),
    ];
}
