import type { Adresse, TypeDeFil } from '@ppn/messagerie/contract';
import { Bouton, ChampZone, Choix, Echec, type ProblemeVu, useRaccourcis } from '@ppn/kit';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { usePoste } from './contexte.tsx';
import { useLectures } from './donnees.ts';
import { gardeDeMessage } from './garde-de-message.ts';

/** Un fil libre sur un dossier : vers l'autre ministere, dans le service, ou avec un avocat (jamais verse). */
export function NouveauFil({
  idj,
  mesure,
  juridiction,
  unite,
  surEnvoi,
  surAbandon,
}: {
  readonly idj: string;
  readonly mesure?: string | undefined;
  /** Celle qui controle la mesure : sa permanence est la destinataire. Absente : celle du dossier. */
  readonly juridiction?: string | undefined;
  readonly unite: { readonly code: string; readonly libelle: string };
  readonly surEnvoi: (fil: string) => void;
  readonly surAbandon: () => void;
}) {
  const { client, moi } = usePoste();
  const cache = useQueryClient();
  const garde = gardeDeMessage(moi.matricule, `nouveau ${mesure ?? idj}`);
  const [message, poser] = useState(garde.lire);
  const [fil] = useState(() => crypto.randomUUID());
  const [type, poserType] = useState<TypeDeFil>('parquet-enquete');
  const [refus, poserRefus] = useState<ProblemeVu>();
  const [envoi, poserEnvoi] = useState(false);
  const enquete = moi.service === 'interieur';
  const lecture = useLectures().compteRendu(idj);
  const prepare = useQuery({ ...lecture, enabled: enquete });
  const destinataireSelon = (prepares: typeof prepare.data): Adresse | undefined =>
    enquete
      ? permanenceDe(prepares?.destinataires ?? [], juridiction)
      : { service: 'interieur', ...unite, fonction: 'unite', matricule: null };
  const destinataire = destinataireSelon(prepare.data);
  useEffect(() => document.getElementById('nouveau-message')?.focus(), []);
  const envoyer = async (): Promise<void> => {
    if (envoi) return;
    poserEnvoi(true);
    // Qui tape plus vite que le réseau envoie quand même à la permanence : on attend de savoir laquelle.
    const choisi =
      enquete && destinataire === undefined
        ? destinataireSelon((await prepare.refetch()).data)
        : destinataire;
    const rendu = await client.appeler('POST /api/fils', {
      corps: {
        id: fil,
        type,
        lien: mesure === undefined ? { genre: 'dossier', idj } : { genre: 'mesure', idj, mesure },
        destinataire: type === 'parquet-enquete' ? (choisi ?? null) : null,
        message: { id: message.id, texte: message.texte },
      },
    });
    poserEnvoi(false);
    if (!rendu.ok) return poserRefus(rendu.refus);
    garde.effacer();
    void cache.invalidateQueries({ queryKey: ['fils'] });
    surEnvoi(rendu.valeur.id);
  };
  useRaccourcis([
    { touche: 'ctrl+enter', libelle: 'Envoyer', groupe: 'Messages', action: () => void envoyer() },
  ]);
  return (
    <form
      className="pile"
      aria-label="Nouveau message"
      onSubmit={(evenement) => {
        evenement.preventDefault();
        void envoyer();
      }}
    >
      <Choix
        legende="À"
        valeur={type}
        options={[
          { valeur: 'parquet-enquete' as const, libelle: destinataire?.libelle ?? 'Permanence du parquet' },
          { valeur: 'interne' as const, libelle: 'Mon service' },
          { valeur: 'avocat' as const, libelle: 'Échange avec un avocat (jamais versé au dossier)' },
        ]}
        surChoix={poserType}
      />
      <ChampZone
        id="nouveau-message"
        libelle="Message"
        value={message.texte}
        maxLength={8_000}
        surSaisie={(texte) => {
          poser({ ...message, texte });
          garde.ecrire({ ...message, texte });
        }}
      />
      {refus === undefined ? null : <Echec probleme={refus} />}
      <div className="rangee">
        <Bouton genre="primaire" type="submit" touche="Ctrl Entrée" enCours={envoi}>
          Envoyer
        </Bouton>
        <Bouton onClick={surAbandon}>Fermer</Bouton>
      </div>
    </form>
  );
}

/** La permanence de cette juridiction, sinon la premiere que le dossier connait. */
function permanenceDe(permanences: readonly Adresse[], juridiction: string | undefined): Adresse | undefined {
  const trouvee = permanences.find(({ code }) => code === juridiction) ?? permanences[0];
  if (trouvee === undefined) return undefined;
  const { service, code, libelle, fonction } = trouvee;
  return { service, code, libelle, fonction, matricule: null };
}
