import { Alerte, annoncer, Bouton, Chargement, Echec, Panneau, TitrePage } from '@ppn/kit';
import type { ProblemeVu } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { DialogueDeRemise } from '../acte/signatures/dialogue-de-remise.tsx';
import { client } from '../application/client.ts';
import {
  cache,
  invalider,
  lectureDossier,
  lectureJuridictions,
  lectureRecueil,
  problemeDe,
} from '../application/donnees.ts';
import type { Redaction, Remise, Vue } from '../application/types.ts';
import {
  type AuditionLibre,
  lectureAuditionsLibres,
  lectureFormulaires,
  lectureMesuresDuDossier,
} from './donnees.ts';
import { nomDe } from './identite.tsx';
import { placer } from './placer.ts';
import { Droits } from './placement-droits.tsx';
import { Motifs, PersonneEtFaits } from './placement-motifs.tsx';
import { ageDe, manquesDe, neuf, type Placement } from './placement-saisi.ts';
import { SignerLesActes } from './signer-les-actes.tsx';

/** Placement en garde a vue, en un ecran : du dossier au parquet informe, un seul PIN. */
export function PageDePlacement() {
  const { idj } = useParams({ from: '/placement/$idj' });
  const { audition } = useSearch({ from: '/placement/$idj' });
  const auditions = useQuery(lectureAuditionsLibres(idj));
  const dossier = useQuery(lectureDossier(idj));
  const juridictions = useQuery(lectureJuridictions);
  const formulaires = useQuery(lectureFormulaires);
  const enCours = useQuery(lectureMesuresDuDossier(idj));
  if (
    dossier.data === undefined ||
    juridictions.data === undefined ||
    formulaires.data === undefined ||
    auditions.isPending
  )
    return (
      <div className="pile">
        <TitrePage onglet="Placement en garde à vue">Placement en garde à vue</TitrePage>
        {dossier.isError ? (
          <Echec probleme={problemeDe(dossier.error)} reessayer={() => void dossier.refetch()} />
        ) : formulaires.isError ? (
          <Echec probleme={problemeDe(formulaires.error)} reessayer={() => void formulaires.refetch()} />
        ) : (
          <Chargement />
        )}
      </div>
    );
  return (
    <Formulaire
      vue={dossier.data}
      juridictions={juridictions.data}
      formulaires={formulaires.data}
      auditions={auditions.data ?? []}
      prolongee={audition}
      deja={enCours.data?.filter(({ etat }) => etat !== 'terminee') ?? []}
    />
  );
}

type Etape =
  | { readonly nom: 'saisie' }
  | { readonly nom: 'tablette'; readonly remise: Remise; readonly actes: readonly Redaction[] }
  | { readonly nom: 'signature'; readonly actes: readonly Redaction[] };

function Formulaire({
  vue,
  juridictions,
  formulaires,
  auditions,
  prolongee,
  deja,
}: {
  readonly vue: Vue;
  readonly juridictions: Parameters<typeof PersonneEtFaits>[0]['juridictions'];
  readonly formulaires: Parameters<typeof Droits>[0]['formulaires'];
  readonly auditions: readonly AuditionLibre[];
  /** L'audition libre d'ou l'on vient. */
  readonly prolongee: string | undefined;
  readonly deja: readonly {
    readonly id: string;
    readonly personne: { readonly nom: string; readonly prenoms: string };
  }[];
}) {
  const [placement, poserPlacement] = useState(() =>
    neuf(
      vue,
      juridictions,
      auditions.find(({ acteId }) => acteId === prolongee),
    ),
  );
  const [montre, poserMontre] = useState(false);
  const [etape, poserEtape] = useState<Etape>({ nom: 'saisie' });
  const [refus, poserRefus] = useState<ProblemeVu | undefined>(undefined);
  const [enCours, poserEnCours] = useState(false);
  const commences = useRef(new Map<string, Redaction>());
  const naviguer = useNavigate();
  const manques = manquesDe(placement);
  const changer = (change: Partial<Placement>): void => poserPlacement((avant) => ({ ...avant, ...change }));
  const erreur = (champ: string): string | undefined => (montre ? manques.get(champ) : undefined);
  const signer = async (): Promise<void> => {
    poserMontre(true);
    const [premier] = manques.keys();
    if (premier !== undefined) return document.getElementById(`champ-${premier}`)?.focus();
    poserEnCours(true);
    const rendu = await placer(vue, placement, commences.current);
    poserEnCours(false);
    if (!rendu.ok) return poserRefus(rendu.refus);
    poserRefus(undefined);
    invalider({ genre: 'dossier', idj: vue.idj });
    return poserEtape(await suite(vue.idj, placement, rendu.valeur));
  };
  const finir = (signes: number): void => {
    poserEtape({ nom: 'saisie' });
    if (signes === 0) return;
    void cache.invalidateQueries({ queryKey: ['mesures'] });
    void naviguer({ to: '/gardes-a-vue/$id', params: { id: placement.id } });
  };
  return (
    <form
      className="pile placement"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void signer();
      }}
    >
      <div className="rangee-ecartee">
        <div className="pile-serree">
          <TitrePage onglet="Placement en garde à vue">Placement en garde à vue</TitrePage>
          <span className="petit discret">
            <Link to="/dossiers/$idj" params={{ idj: vue.idj }}>
              {vue.intitule}
            </Link>
          </span>
        </div>
        <Bouton genre="primaire" type="submit" enCours={enCours}>
          {enCours
            ? 'Préparation des actes…'
            : placement.report === ''
              ? 'Placer, notifier, aviser : signer'
              : 'Placer, aviser : signer'}
        </Bouton>
      </div>
      {deja.map((une) => (
        <Alerte key={une.id} ton="info">
          <p>
            {nomDe(une.personne)} a déjà une mesure en cours.{' '}
            <Link to="/gardes-a-vue/$id" params={{ id: une.id }}>
              L’ouvrir
            </Link>
          </p>
        </Alerte>
      ))}
      {refus === undefined ? null : <Echec probleme={refus} />}
      {montre && manques.size > 0 ? <Manques manques={manques} /> : null}
      <div className="placement-colonnes">
        <div className="pile">
          <PersonneEtFaits {...{ vue, placement, changer, erreur, juridictions, auditions }} />
          <Motifs {...{ vue, placement, changer, erreur }} />
        </div>
        <Droits {...{ placement, changer, erreur, formulaires }} mineur={ageDe(vue, placement.personne)} />
      </div>
      {etape.nom === 'tablette' ? (
        <Tablette
          idj={vue.idj}
          etape={etape}
          surSuite={() => void emarges(etape.actes).then((actes) => poserEtape({ nom: 'signature', actes }))}
        />
      ) : null}
      {etape.nom === 'signature' ? <SignerLesActes idj={vue.idj} actes={etape.actes} surFin={finir} /> : null}
    </form>
  );
}

const Manques = ({ manques }: { readonly manques: ReadonlyMap<string, string> }) => (
  <Panneau
    titre={
      manques.size === 1
        ? 'Pour signer, 1 point à compléter'
        : `Pour signer, ${manques.size} points à compléter`
    }
  >
    <ul className="points">
      {[...manques].map(([champ, phrase]) => (
        <li key={champ}>
          <a href={`#champ-${champ}`}>{phrase}</a>
        </li>
      ))}
    </ul>
  </Panneau>
);

/** Apres la preparation : la tablette d'abord si la personne emarge, sinon la signature. */
async function suite(idj: string, placement: Placement, actes: readonly Redaction[]): Promise<Etape> {
  const notification = actes.find(({ type }) => type === 'gav-notification');
  if (placement.emargement !== 'tablette' || notification === undefined) return { nom: 'signature', actes };
  const rendu = await client.appeler('POST /api/dossiers/:idj/actes/:acteId/remise', {
    idj,
    acteId: notification.acteId,
  });
  return rendu.ok
    ? { nom: 'tablette', remise: rendu.valeur, actes }
    : { nom: 'signature', actes: await emarges(actes) };
}

/** Apres la tablette, les actes relus ; la notification que la personne lit encore se signera ensuite, de la mesure. */
async function emarges(actes: readonly Redaction[]): Promise<readonly Redaction[]> {
  const relus = await Promise.all(
    actes.map(async (acte) => {
      const lu = await client.appeler('GET /api/dossiers/:idj/actes/:acteId', {
        idj: acte.idj,
        acteId: acte.acteId,
      });
      return lu.ok ? lu.valeur : acte;
    }),
  );
  const emargesSeuls = relus.filter(
    ({ manques }) => !manques.some(({ champ }) => champ.startsWith('signatures.')),
  );
  if (emargesSeuls.length < relus.length)
    annoncer('La notification se signera de la mesure, quand la personne aura signé sur la tablette.');
  return emargesSeuls;
}

/** La personne lit et signe sur la tablette ; le lot se signe ensuite, ou sans attendre (la notification suivra). */
function Tablette({
  idj,
  etape,
  surSuite,
}: {
  readonly idj: string;
  readonly etape: Extract<Etape, { readonly nom: 'tablette' }>;
  readonly surSuite: () => void;
}) {
  const acteId = etape.actes.find(({ type }) => type === 'gav-notification')?.acteId ?? '';
  const recueil = useQuery(lectureRecueil(idj, acteId));
  if (recueil.data === undefined) return null;
  return (
    <DialogueDeRemise
      idj={idj}
      acteId={acteId}
      remise={etape.remise}
      recueil={recueil.data}
      surFermeture={surSuite}
    />
  );
}
