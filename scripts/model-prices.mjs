// SPDX-License-Identifier: GPL-3.0-or-later
// Writes resources/providers/prices/models.json from the npm package @pydantic/genai-prices (MIT):
//     npm pack @pydantic/genai-prices && tar xzf pydantic-genai-prices-*.tgz
//     node scripts/model-prices.mjs package YYYY-MM-DD > resources/providers/prices/models.json
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { resolve } from "node:path";

const [folder, date] = process.argv.slice(2);
const { findProvider } = await import(pathToFileURL(resolve(folder, "dist/index.js")));
const { name, version } = JSON.parse(readFileSync(resolve(folder, "package.json")));
// As LiteLLM calls them.
const providers = { openai: "openai", azure: "azure", gemini: "google", anthropic: "anthropic", mistral: "mistral",
                    groq: "groq", deepseek: "deepseek" };

// The price that holds on that day; of those that depend on the length of a prompt, the first step.
function current(prices) {
    if (!Array.isArray(prices))
        return prices;
    const held = prices.filter(p => !p.constraint || (p.constraint.start_date ?? "9999") <= date);
    return held.at(-1)?.prices;
}
const amount = price => typeof price === "object" ? price.base : price;
const namesIn = match => match.equals ? [match.equals] : (match.or ?? []).flatMap(namesIn);
const perToken = mtok => Number((mtok / 1e6).toPrecision(12));

const models = {};
for (const [known, id] of Object.entries(providers)) {
    for (const model of findProvider({ providerId: id }).models) {
        const prices = current(model.prices ?? {}) ?? {};
        const [input, output] = [amount(prices.input_mtok), amount(prices.output_mtok)];
        if (typeof input !== "number" || typeof output !== "number")
            continue;
        for (const one of new Set([model.id, ...namesIn(model.match ?? {})])) {
            models[`${known}/${one}`] = { input_cost_per_token: perToken(input),
                                          output_cost_per_token: perToken(output),
                                          ...(model.context_window && { max_input_tokens: model.context_window }) };
        }
    }
}

const lines = Object.entries(models).sort(([a], [b]) => a < b ? -1 : 1)
    .map(([key, value]) => `    ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
const head = { source: `${name} ${version}`, date,
               license: readFileSync(resolve(folder, "LICENSE"), "utf8").trim() };
console.log(`{\n  "about": ${JSON.stringify(head)},\n  "models": {\n${lines.join(",\n")}\n  }\n}`);
