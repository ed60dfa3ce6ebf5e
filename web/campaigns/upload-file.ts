import type { ImportLook, ImportView, ProblemDocument } from '../../src/http/contract/index.ts';
import { ApiProblem } from '../api.ts';

export interface LookedImport {
  readonly import: ImportView;
  readonly look: ImportLook;
}

/** Sends a lead file as it is. @throws ApiProblem */
export async function uploadFile(campaignId: string, file: File): Promise<LookedImport> {
  const query = new URLSearchParams({ campaignId, name: file.name });
  let response: Response;
  try {
    response = await fetch(`/api/imports?${query.toString()}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    });
  } catch (error) {
    throw new ApiProblem('unreachable', String(error));
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as LookedImport;
  const problem = answer as Partial<ProblemDocument> | undefined;
  throw new ApiProblem(
    problem?.code ?? 'internal-error',
    problem?.detail ?? `HTTP ${response.status}`,
    problem?.errors,
  );
}
