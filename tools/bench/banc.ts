import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerSysteme, type Systeme } from '@ppn/demarrage';
import { connecterEnqueteur, connecterMagistrat, type Enqueteur, type Magistrat } from '@ppn/scenarios/jeu';
import { type Carte, carteDe } from './carte.ts';

/** Un systeme neuf, sur des ports libres et un dossier temporaire, et trois agents connectes par leur carte. */
export type Banc = {
  readonly systeme: Systeme;
  readonly enqueteurs: readonly EnqueteurDuBanc[];
  readonly magistrat: Magistrat;
  /** Arrete tout et efface le dossier. */
  readonly fermer: () => Promise<void>;
};

/** Un enqueteur et sa carte ouverte dans le processus du banc. */
export type EnqueteurDuBanc = Enqueteur & { readonly ouvrirCarte: Carte };

/** Juridiction de demonstration vers laquelle tout est transmis. */
export const JURIDICTION = 'tj47001';

const CARTES = ['camille-moreau', 'nadia-benali'] as const;

/** Ouvre un banc ; une coupure (Ctrl-C) efface aussi ce qu'il a laisse. */
export async function ouvrirBanc({ portails = false }: { readonly portails?: boolean } = {}): Promise<Banc> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-bench-'));
  const effacer = (): void => rmSync(dossier, { recursive: true, force: true });
  try {
    const systeme = await demarrerSysteme({
      dossier,
      ports: 'libres',
      semences: false,
      portails,
      relancer: false,
    });
    const fermer = async (): Promise<void> => {
      process.off('SIGINT', interrompre);
      process.off('SIGTERM', interrompre);
      await systeme.arreter();
      effacer();
    };
    const interrompre = (): void => void fermer().finally(() => process.exit(130));
    process.once('SIGINT', interrompre);
    process.once('SIGTERM', interrompre);
    try {
      return { systeme, ...(await connecter(systeme)), fermer };
    } catch (cause) {
      await fermer();
      throw cause;
    }
  } catch (cause) {
    effacer();
    throw cause;
  }
}

async function connecter(systeme: Systeme): Promise<Pick<Banc, 'enqueteurs' | 'magistrat'>> {
  const terrain = {
    interieur: systeme.interieur.origine,
    justice: systeme.justice.origine,
    agent: await systeme.agentAutomatique(),
  };
  const enqueteurs: EnqueteurDuBanc[] = [];
  for (const carte of CARTES)
    enqueteurs.push({
      ...(await connecterEnqueteur(terrain, carte)),
      ouvrirCarte: carteDe(systeme, carte),
    });
  return { enqueteurs, magistrat: await connecterMagistrat(terrain, 'claire-fontaine') };
}
