namespace Longhaul.Models.Addresses;

/// <summary>Who serves a language model.</summary>
public enum Provider
{
    /// <summary>OpenAI, and every server that speaks its chat protocol (vLLM, llama.cpp, LM Studio, OpenRouter …) by a base URL.</summary>
    OpenAI,

    Anthropic,
    Ollama,

    /// <summary>Azure OpenAI by its <c>/openai/v1/</c> endpoint; the model's name is the deployment's.</summary>
    Azure,

    /// <summary>Files in a folder, answered by a person, a script or another agent.</summary>
    Mailbox,

    /// <summary>A recorded session.</summary>
    Replay,
}
