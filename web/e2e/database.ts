import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { surroundings } from "./surroundings";

const SCRIPT = `
import asyncio, asyncpg, sys

async def main():
    connection = await asyncpg.connect(sys.argv[1])
    await connection.execute(sys.argv[2])
    await connection.close()

asyncio.run(main())
`;

/** Changes the database behind the server's back, as a restored backup would. */
export async function restore(sql: string): Promise<void> {
  await promisify(execFile)(surroundings.python, ["-c", SCRIPT, surroundings.superuserUrl, sql]);
}
