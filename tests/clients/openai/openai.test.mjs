// SPDX-License-Identifier: GPL-3.0-or-later
// The official OpenAI client against the gateway at BASE_URL ("http://127.0.0.1:4000"), whose master key is MASTER_KEY.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import OpenAI from "openai";

const root = process.env.BASE_URL;
const masterKey = process.env.MASTER_KEY;
if (!root || !masterKey) throw new Error("BASE_URL and MASTER_KEY must be set");
const baseURL = `${root}/v1`;
const model = "gpt-4o-mini";
const otherModel = "gemini/gemini-2.0-flash-lite";
const messages = [{ role: "user", content: "今期の予算を表にしてください" }];

function clientWith(apiKey) {
  return new OpenAI({ apiKey, baseURL, maxRetries: 0 });
}

async function newKey(rules) {
  const answer = await fetch(`${root}/key/generate`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${masterKey}` },
    body: JSON.stringify(rules),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return (await answer.json()).key;
}

async function refusalOf(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  assert.fail("the gateway did not refuse");
}

let client;
before(async () => {
  client = clientWith(await newKey({ key_alias: "npm-client", models: [model] }));
});

test("a plain chat answers with usage", async () => {
  const answer = await client.chat.completions.create({ model, messages });
  assert.equal(answer.object, "chat.completion");
  assert.match(answer.choices[0].message.content, /予算/);
  assert.equal(answer.choices[0].finish_reason, "stop");
  assert.ok(answer.usage.prompt_tokens > 0);
  assert.ok(answer.usage.completion_tokens > 0);
});

test("a plain chat names its call and its cost in headers", async () => {
  const { response } = await client.chat.completions.create({ model, messages }).withResponse();
  assert.ok(response.headers.get("x-litellm-call-id"));
  assert.ok(Number(response.headers.get("x-litellm-response-cost")) > 0);
});

test("a streamed chat comes in pieces and ends", async () => {
  const stream = await client.chat.completions.create({ model, messages, stream: true });
  let text = "";
  let chunks = 0;
  let finish = null;
  for await (const chunk of stream) {
    assert.equal(chunk.object, "chat.completion.chunk");
    assert.ok(chunk.choices.length > 0, "a usage chunk that nobody asked for");
    chunks += 1;
    text += chunk.choices[0].delta.content ?? "";
    finish = chunk.choices[0].finish_reason ?? finish;
  }
  assert.ok(chunks > 5);
  assert.match(text, /予算/);
  assert.equal(finish, "stop");
});

test("a streamed chat tells usage when asked", async () => {
  const stream = await client.chat.completions.create({
    model,
    messages,
    stream: true,
    stream_options: { include_usage: true },
  });
  let last = null;
  for await (const chunk of stream) last = chunk;
  assert.deepEqual(last.choices, []);
  assert.ok(last.usage.total_tokens > 0);
});

test("a stream can be left early", async () => {
  const stream = await client.chat.completions.create({ model, messages, stream: true });
  for await (const chunk of stream) {
    assert.ok(chunk.id);
    break;
  }
  const answer = await client.chat.completions.create({ model, messages, max_tokens: 8 });
  assert.equal(answer.choices[0].finish_reason, "length");
});

test("the model list holds what the key may use", async () => {
  const own = [];
  for await (const entry of client.models.list()) own.push(entry.id);
  assert.deepEqual(own, [model]);
  const all = [];
  for await (const entry of clientWith(masterKey).models.list()) all.push(entry.id);
  assert.ok(all.includes(model) && all.includes(otherModel), all.join(", "));
});

test("an unknown key is an AuthenticationError", async () => {
  const error = await refusalOf(() => clientWith("sk-unknown").chat.completions.create({ model, messages }));
  assert.ok(error instanceof OpenAI.AuthenticationError, String(error));
  assert.equal(error.status, 401);
});

test("a model that the key may not use is a PermissionDeniedError", async () => {
  const error = await refusalOf(() => client.chat.completions.create({ model: otherModel, messages }));
  assert.ok(error instanceof OpenAI.PermissionDeniedError, String(error));
  assert.equal(error.status, 403);
  assert.equal(error.type, "key_model_access_denied");
});

test("a key over its budget is a RateLimitError", async () => {
  const poor = clientWith(await newKey({ key_alias: "npm-poor", max_budget: 0.000000001 }));
  const error = await refusalOf(() => poor.chat.completions.create({ model, messages }));
  assert.ok(error instanceof OpenAI.RateLimitError, String(error));
  assert.equal(error.status, 429);
  assert.equal(error.type, "budget_exceeded");
});

test("a model that does not exist is an APIError of the four hundreds", async () => {
  const error = await refusalOf(() => clientWith(masterKey).chat.completions.create({ model: "no-such-model", messages }));
  assert.ok(error instanceof OpenAI.APIError, String(error));
  assert.ok(error.status >= 400 && error.status < 500, String(error.status));
});
