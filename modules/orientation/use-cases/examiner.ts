import { donneesDuDossier } from '@ppn/acte';
import { horodate } from '@ppn/core';
import { acceder, type PortsDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import { refuser } from '@ppn/http';
import { calendrierDe, peineEncourueLe, reglesDuMode } from '@ppn/nomenclature';
import type { CaseDOrientation, ModeOffert } from '../contract.ts';
import { jugerLaLigne } from '../actes/controle-de-l-orientation.ts';
import { casesDe } from '../actes/orientation.ts';
import { delaisDAudience } from '../domain/delais-d-audience.ts';
import { MODES } from '../domain/modes.ts';
import { modeDeDecision } from '@ppn/nomenclature/contract';

const ZONE = 'Europe/Paris';

/** Qui examine, quoi, et sous quelles qualifications. */
export type Examen = {
  readonly agent: Agent;
  readonly idj: string;
  readonly adresse: string;
  readonly requalifications: readonly {
    readonly personne: string;
    readonly fait: string;
    readonly natinf: number;
  }[];
};

/** La matrice du dossier : les decisions offertes et, case par case, ce que vaut chacune. */
export async function examiner(
  dossier: PortsDossier,
  { agent, idj, adresse, requalifications }: Examen,
): Promise<{ modes: ModeOffert[]; cases: CaseDOrientation[] }> {
  const etat = await acceder(dossier, {
    agent,
    idj,
    action: 'decider',
    adresse,
    libelle: 'examiner les décisions possibles',
  });
  const donnees = await donneesDuDossier(dossier, etat);
  const maintenant = horodate(dossier.maintenant().toISOString(), ZONE);
  const jour = maintenant.slice(0, 10);
  const cases = casesDe(donnees).map((une) => {
    const voulue = requalifications.find(
      ({ personne, fait }) => fait === une.fait && personne === une.personne,
    )?.natinf;
    return voulue === undefined || voulue === une.natinf ? une : { ...une, ...requalifier(dossier, voulue) };
  });
  return {
    modes: MODES.map(
      ({ audiences, champs, dispositif: _dispositif, personne: _personne, victime: _victime, ...mode }) => {
        const nom = modeDeDecision.parse(mode.mode);
        const { articles, ...bornes } = delaisDAudience(reglesDuMode(nom, jour), maintenant, {
          zone: ZONE,
          calendrier: calendrierDe(etat.juridiction?.code ?? ''),
        });
        return {
          ...mode,
          mode: nom,
          audiences: [...audiences],
          champs: champs.map(({ choix, ...champ }) => ({
            ...champ,
            ...(choix === undefined ? {} : { choix: [...choix] }),
          })),
          ...bornes,
          articlesDesDelais: [...articles],
        };
      },
    ),
    cases: cases.map((une) => ({
      ...une,
      peineMois: peineEncourueLe(une.natinf, jourDuFait(donnees, une.fait))?.mois ?? null,
      raisons: Object.fromEntries(
        modeDeDecision.options.map((mode) => [
          mode,
          [...jugerLaLigne({ ...une, mode }, { situations: [] }, donnees, maintenant).raisons],
        ]),
      ),
    })),
  };
}

const jourDuFait = (
  { faits }: { readonly faits: readonly { readonly id: string; readonly debut: string }[] },
  id: string,
): string => faits.find((fait) => fait.id === id)?.debut.slice(0, 10) ?? '';

function requalifier({ qualifier }: PortsDossier, natinf: number) {
  const trouvee = qualifier(natinf);
  if (trouvee === undefined)
    throw refuser(
      422,
      'natinf-inconnue',
      `L’infraction NATINF ${natinf} n’est pas dans la nomenclature en service.`,
    );
  const { qualification, nature, reprimeePar } = trouvee;
  return { natinf, qualification, nature, reprimeePar };
}
