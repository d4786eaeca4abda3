import { expect } from "vitest";
import { Api } from "./api";
import { isConnected } from "./board";
import { hours, unique } from "./calendar";
import { ADMIN, MANAGER } from "./people";
import { test } from "./stage";

const [ours, theirs] = [new Api(MANAGER), new Api(ADMIN)];

test("who is challenged hears of it wherever they are, and is led to the answer", async ({ stage }) => {
  const artistId = await theirs.artist(unique("Challenged"));
  const [project, theirProject] = [unique("Blue Hour"), unique("Kestrel")];
  const [projectId, theirProjectId] = [await projectOf(ours, project), await projectOf(theirs, theirProject)];
  const challenge = async (day: number) => {
    const challengedId = await ours.book({ artistId, projectId, ...hours(day) });
    const id = await theirs.book({ artistId, projectId: theirProjectId, ...hours(day) });
    await theirs.save("challengeHold", "ChallengeHoldInput", { id, challengedId }, "__typename");
    return challengedId;
  };

  await challenge(0);
  const page = await stage.open(MANAGER, "/projects");
  await isConnected(page);
  const badge = page.getByTestId("waiting");
  await badge.waitFor();
  const before = Number(await badge.innerText());
  expect(await page.getByText(`${theirProject} asks you to confirm`).count()).toBe(0);

  const challengedId = await challenge(1);
  await page.getByText(`${theirProject} asks you to confirm`).first().waitFor();
  await expect.poll(() => badge.innerText()).toBe(String(before + 1));
  expect(await page.getByRole("link", { name: `${before + 1} challenges wait for your answer` }).count()).toBe(1);

  await page.getByRole("button", { name: "Show", exact: true }).click();
  await page.getByRole("heading", { name: "Waiting for my answer" }).waitFor();
  await ours.release(challengedId);
  await expect.poll(() => badge.innerText()).toBe(String(before));
});

async function projectOf(api: Api, name: string): Promise<string> {
  const saved = await api.save<{ project: { id: string } }>("createProject", "CreateProjectInput", { name }, "... on ProjectSaved { project { id } }");
  return saved.project.id;
}
